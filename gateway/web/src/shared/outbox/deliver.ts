import { BASE } from '@/api/access'
import { ApiError, Offline } from '@/api/errors'
import { uploadFile } from '@/api/files'
import { send } from '@/api/send'
import { readBlob } from './blobs'
import type { Entry } from './entries'

export type Delivery<Answer = unknown> =
  | { state: 'sent'; answer: Answer }
  /** The server was not reached or could not now: again later, with the same key. */
  | { state: 'waiting' }
  /** The server will not take it as it is. */
  | { state: 'refused'; error: ApiError }

/** Not a verdict on what was sent: the sign-in is over, too many asked, or the same key is just being worked on. */
const LATER = [401, 408, 425, 429]
/** A network that answers nothing counts as none. */
const LONGEST_MS = 15_000
const LONGEST_UPLOAD_MS = 180_000

/** Sends one entry as often as it takes; however often that is, the server does it once. */
export async function deliver(entry: Entry): Promise<Delivery> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': entry.key }
  try {
    const body = JSON.stringify(await bodyOf(entry))
    const signal = AbortSignal.timeout(LONGEST_MS)
    const response = await send(new Request(BASE + entry.path, { method: 'POST', headers, body, signal }))
    return { state: 'sent', answer: await response.json() }
  } catch (error) {
    if (error instanceof ApiError && !mayPass(error)) return { state: 'refused', error }
    if (error instanceof ApiError || error instanceof Offline || isTimeout(error)) return { state: 'waiting' }
    throw error
  }
}

/** What is sent, once its files are at the server; a file keeps its key too, so that it is there once. */
async function bodyOf(entry: Entry): Promise<object> {
  const ids: string[] = []
  for (const [number, { place, name }] of (entry.files ?? []).entries()) {
    const blob = await readBlob(place)
    if (!blob) continue
    const signal = AbortSignal.timeout(LONGEST_UPLOAD_MS)
    ids.push((await uploadFile(blob, { name, key: `${entry.key}.${number}`, signal })).id)
  }
  return ids.length ? { ...entry.body, file_ids: ids } : entry.body
}

const mayPass = (error: ApiError) => error.status >= 500 || LATER.includes(error.status)

const isTimeout = (error: unknown) => error instanceof DOMException && ['TimeoutError', 'AbortError'].includes(error.name)
