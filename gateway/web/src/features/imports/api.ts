import { call } from '@/api/call'
import { saveFile } from '@/api/files'
import type { ImportKind, OnDuplicate, StartedJob } from './model'

export const startImport = (body: {
  kind: ImportKind
  file_id: string
  mode: 'preview' | 'run'
  on_duplicate: OnDuplicate
}) => call<StartedJob>('POST', '/imports', { body })

export const saveTemplate = (kind: ImportKind, name: string) => saveFile(`/api/v1/imports/template?kind=${kind}`, name)

/** Writes what a list's query finds into a file; `columns` chooses and orders what stands in it. */
export const startExport = (body: { kind: string; filter: object; columns?: string[] }) =>
  call<StartedJob>('POST', '/exports', { body })
