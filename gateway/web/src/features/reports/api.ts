import { call } from '@/api/call'
import type { CellAddress, Report, ReportFilter, ReportName, RowsBehind } from './model'

const NAMED_LIKE_LISTS = new Set<ReportName>(['follow-ups', 'visits', 'calls', 'orders', 'collections'])

type Paging = { page: number; page_size: number }

export const getReport = (name: ReportName, query: ReportFilter & Partial<Paging>) =>
  call<Report>('GET', `/reports/${name}`, { query })

export const listRowsBehind = (name: ReportName, query: ReportFilter & CellAddress & Paging) =>
  call<RowsBehind>('GET', `/reports/${name}/rows`, { query: { ...query } })

/** A workbook of the whole report; in a body, unlike in an address, what is not asked for must not stand. */
export const exportReport = (name: ReportName, asked: ReportFilter) => {
  const filter = Object.fromEntries(Object.entries(asked).filter(([, value]) => value))
  return call<{ id: string }>('POST', '/exports', { body: { kind: NAMED_LIKE_LISTS.has(name) ? `reports/${name}` : name, filter } })
}
