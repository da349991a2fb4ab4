import type { Found, FoundGroup, FoundKind } from './model'

const MOST_RECENT = 8

const PLACES: Record<FoundKind, (found: Found) => string> = {
  customer: ({ id }) => `/customers/${id}`,
  contact: ({ customer }) => `/customers/${customer?.id}?tab=contacts`,
  lead: ({ id }) => `/leads/${id}`,
  opportunity: ({ id }) => `/opportunities/${id}`,
  order: ({ id }) => `/orders/${id}`,
  product: ({ id }) => `/products/${id}`,
}

/** Where a found thing is opened; a contact at its customer. */
export const placeOf = (kind: FoundKind, found: Found) => PLACES[kind](found)

/** What tells one thing from others of its name. */
export const detailOf = (found: Found) =>
  [found.customer?.name, found.company, found.phone, found.owner?.name].filter(Boolean).join(' · ')

/** The words asked for last come first, each once. */
export const remembered = (recent: string[], q: string) => [q, ...recent.filter((each) => each !== q)].slice(0, MOST_RECENT)

/** All things in the order they are shown in, for the keys that walk through them. */
export const flat = (groups: FoundGroup[]) => groups.flatMap(({ kind, items }) => items.map((found) => ({ kind, found })))
