/** A photo or voice note that waits beside an entry, in the place of that name. */
export interface KeptFile {
  place: string
  name: string
  media_type: string
}

/** Something written that has not reached the server yet; it waits on this device until it has. */
export interface Entry<Body = object> {
  id: string
  /** The `Idempotency-Key` it is sent with each time, so that the server does it once. */
  key: string
  /** What it is, such as `follow-up`: those who show it know what stands in the body. */
  kind: string
  path: string
  body: Body
  /** Sent first; the body then names them as `file_ids`. */
  files?: KeptFile[]
  /** Whom it is about, as words: the customer's name. */
  about: string
  writtenAt: string
  /** Why the server did not take it; such an entry waits for the person, not for the network. */
  refused: { detail: string; errors: Record<string, string[]> } | null
}

const PREFIX = 'kuaiqi.outbox.'

// Each entry has a place of its own in the storage, so that two tabs never overwrite each other's.
const placeOf = (owner: string, id: string) => `${PREFIX}${owner}.${id}`

/** What one person has written on this device, the oldest first. */
export function readEntries(owner: string): Entry[] {
  return Object.keys(localStorage)
    .filter((place) => place.startsWith(placeOf(owner, '')))
    .flatMap((place) => parsed(localStorage.getItem(place)))
    .sort((one, other) => one.writtenAt.localeCompare(other.writtenAt))
}

export const keepEntry = (owner: string, entry: Entry) =>
  localStorage.setItem(placeOf(owner, entry.id), JSON.stringify(entry))

export const dropEntry = (owner: string, id: string) => localStorage.removeItem(placeOf(owner, id))

export const isEntryPlace = (place: string | null) => place === null || place.startsWith(PREFIX)

function parsed(text: string | null): Entry[] {
  try {
    return text === null ? [] : [JSON.parse(text) as Entry]
  } catch {
    return []
  }
}
