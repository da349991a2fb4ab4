import type { ApiError} from './errors';
import { errorOf, Offline } from './errors'

/** Everything the gateway answers stands under this address. */
export const BASE = `${location.origin}/api/v1`

/** A token this close to its end is renewed before it is used. */
const RENEW_BEFORE_MS = 30_000

export interface Tokens {
  access_token: string
  expires_in: number
  must_change_password?: boolean
}

// In memory only: a script that was smuggled in finds no token in any storage.
let token: string | null = null
let endsAt = 0
let renewing: Promise<boolean> | null = null
const lossListeners = new Set<() => void>()

export const accessToken = () => token

export function keepTokens(tokens: Tokens) {
  token = tokens.access_token
  endsAt = Date.now() + tokens.expires_in * 1000
}

export function forgetTokens() {
  token = null
  endsAt = 0
}

/** Calls back when the server no longer accepts this sign-in. */
export function onAccessLost(listener: () => void) {
  lossListeners.add(listener)
  return () => lossListeners.delete(listener)
}

export const endsSoon = () => token !== null && Date.now() > endsAt - RENEW_BEFORE_MS

/**
 * Fetches a new access token with the HttpOnly cookie; however many ask at once, the server is asked once.
 * Answers false when the sign-in is over; throws `Offline` or `ApiError` when that could not be found out.
 */
export function renewAccess(): Promise<boolean> {
  renewing ??= acrossTabs(renew).finally(() => {
    renewing = null
  })
  return renewing
}

async function renew(): Promise<boolean> {
  const response = await fetch(`${BASE}/auth/refresh`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'X-Requested-With': 'kuaiqi', 'Content-Type': 'application/json' },
    body: '{}',
  }).catch(() => {
    throw new Offline()
  })
  if (response.ok) {
    keepTokens((await response.json()) as Tokens)
    return true
  }
  const error = await errorOf(response)
  if (!isRefusal(error)) throw error
  forgetTokens()
  for (const listener of lossListeners) listener()
  return false
}

const isRefusal = (error: ApiError) => error.status === 401 || error.status === 403

/** Two tabs that used the same refresh token at once would look like a thief; the lock lets them take turns. */
async function acrossTabs(work: () => Promise<boolean>): Promise<boolean> {
  // Without https the browser has no locks.
  const locks = navigator.locks as LockManager | undefined
  return locks ? locks.request('kuaiqi.renew-access', work) : work()
}
