import type { BulkAnswer, BulkVerb, CustomerView, Right } from './model'

interface VerbRule {
  /** The action permission it needs; without one the customer's own rights decide. */
  needs?: string
  /** The right of `may` under which one customer offers it. */
  right: Right
  /** What must be said before it can be done. */
  asks?: 'reason' | 'person' | 'people' | 'status' | 'tags'
  /** Takes something away: shown in red, asked twice. */
  danger?: boolean
  /** The verb that takes it back. */
  undo?: BulkVerb
}

export const VERBS: Record<BulkVerb, VerbRule> = {
  'drop-to-pool': { needs: 'drop_to_pool', right: 'drop_to_pool', asks: 'reason', undo: 'take' },
  take: { needs: 'take_from_pool', right: 'take' },
  assign: { needs: 'assign_from_pool', right: 'assign', asks: 'person' },
  transfer: { needs: 'change_customer_owner', right: 'transfer', asks: 'person' },
  'add-participants': { right: 'change_participants', asks: 'people' },
  'remove-participants': { right: 'change_participants', asks: 'people' },
  'set-status': { right: 'set_status', asks: 'status' },
  'set-tags': { right: 'set_tags', asks: 'tags' },
  delete: { needs: 'delete_customer', right: 'delete', danger: true, undo: 'restore' },
  restore: { needs: 'use_recycle_bin', right: 'restore' },
  purge: { needs: 'use_recycle_bin', right: 'purge', danger: true },
}

/** What each list offers to do with its rows (C3, C17, C18). */
const OFFERED: Record<CustomerView, BulkVerb[]> = {
  mine: ['transfer', 'drop-to-pool', 'add-participants', 'remove-participants', 'set-status', 'set-tags', 'delete'],
  participating: ['set-status', 'set-tags'],
  team: ['transfer', 'drop-to-pool', 'add-participants', 'remove-participants', 'set-status', 'set-tags', 'delete'],
  pool: ['take', 'assign', 'delete'],
  recycled: ['restore', 'purge'],
}

type May = (action: string) => boolean

const allowed = (verb: BulkVerb, may: May) => {
  const { needs } = VERBS[verb]
  return !needs || may(needs)
}

/** The verbs of a list this person holds the permissions for. */
export const verbsOf = (view: CustomerView, may: May): BulkVerb[] => OFFERED[view].filter((verb) => allowed(verb, may))

/** The verbs one customer offers, by what the server says this person may do with it now. */
export const verbsFor = (rights: readonly Right[]): BulkVerb[] =>
  (Object.keys(VERBS) as BulkVerb[]).filter((verb) => rights.includes(VERBS[verb].right))

/** The verb that takes this one back, if this person may do that too. */
export function undoOf(verb: BulkVerb, may: May): BulkVerb | undefined {
  const { undo } = VERBS[verb]
  return undo && allowed(undo, may) ? undo : undefined
}

/** The ids a bulk call really changed: only those may be taken back. */
export function doneIds(ids: string[], answer: BulkAnswer): string[] {
  const refused = new Set(answer.refused.map((each) => each.id))
  return ids.filter((id) => !refused.has(id))
}
