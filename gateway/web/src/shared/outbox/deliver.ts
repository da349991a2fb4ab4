import { BASE } from '@/api/access'
import { ApiError, Offline } from '@/api/errors'
import { send } from '@/api/send'
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

/** Sends one entry as often as it takes; however often that is, the server does it once. */
export async function deliver(entry: Entry): Promise<Delivery> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': entry.key }
  try {
    const signal = AbortSignal.timeout(LONGEST_MS)
    const body = JSON.stringify(entry.body)
    const response = await send(new Request(BASE + entry.path, { method: 'POST', headers, body, signal }))
    return { state: 'sent', answer: await response.json() }
  } catch (error) {
    if (error instanceof ApiError && !mayPass(error)) return { state: 'refused', error }
    if (error instanceof ApiError || error instanceof Offline || isTimeout(error)) return { state: 'waiting' }
    throw error
  }
}

const mayPass = (error: ApiError) => error.status >= 500 || LATER.includes(error.status)

const isTimeout = (error: unknown) => error instanceof DOMException && error.name === 'TimeoutError'
