/** A file on its way to a thing; it waits on this device until the thing has it. */
export interface Sending {
  /** The `Idempotency-Key` of the file and of the request that names it. */
  key: string
  /** What it goes to, such as `customer:0199...`. */
  of: string
  name: string
  size: number
  addedAt: number
  /** The share that was sent, 0 to 1. */
  share: number
  paused?: boolean
  /** Set once the server has the file and only the thing has not. */
  fileId?: string
}

const PREFIX = 'kuaiqi.sending.'
/** The server forgets an unfinished upload after a day. */
const KEPT_MS = 24 * 3600 * 1000

// Each has a place of its own in the storage, so that two tabs never overwrite each other's.
const placeOf = (owner: string, key: string) => `${PREFIX}${owner}.${key}`

/** What one person's files on this device wait for, the oldest first; `old` are those to be forgotten. */
export function readSendings(owner: string): { fresh: Sending[]; old: Sending[] } {
  const all = Object.keys(localStorage)
    .filter((place) => place.startsWith(placeOf(owner, '')))
    .map((place) => JSON.parse(localStorage.getItem(place) ?? '{}') as Sending)
    .sort((one, other) => one.addedAt - other.addedAt)
  const isFresh = ({ addedAt }: Sending) => Date.now() - addedAt < KEPT_MS
  return { fresh: all.filter(isFresh), old: all.filter((one) => !isFresh(one)) }
}

export const isKept = (owner: string, key: string) => localStorage.getItem(placeOf(owner, key)) !== null

export const keepSending = (owner: string, one: Sending) =>
  localStorage.setItem(placeOf(owner, one.key), JSON.stringify(one))

export const dropSending = (owner: string, key: string) => localStorage.removeItem(placeOf(owner, key))
