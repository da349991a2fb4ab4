import type { BulkAnswer, BulkVerb, CustomerView, Right, Stage } from './model'

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
  /** The only stage whose customers offer it (S4). */
  only?: Stage
}

export const VERBS: Record<BulkVerb, VerbRule> = {
  'drop-to-pool': { needs: 'drop_to_pool', right: 'drop_to_pool', asks: 'reason', undo: 'take', only: 'developing' },
  take: { needs: 'take_from_pool', right: 'take' },
  assign: { needs: 'assign_from_pool', right: 'assign', asks: 'person' },
  transfer: { needs: 'change_customer_owner', right: 'transfer', asks: 'person' },
  'add-participants': { right: 'change_participants', asks: 'people' },
  'remove-participants': { right: 'change_participants', asks: 'people' },
  'set-status': { right: 'set_status', asks: 'status' },
  'set-tags': { right: 'set_tags', asks: 'tags' },
  'set-signed-tags': { right: 'set_tags', asks: 'tags', only: 'signed' },
  delete: { needs: 'delete_customer', right: 'delete', danger: true, undo: 'restore', only: 'developing' },
  restore: { needs: 'use_recycle_bin', right: 'restore' },
  purge: { needs: 'use_recycle_bin', right: 'purge', danger: true },
}

/** What each list offers to do with its rows (C3, C17, C18). */
const OFFERED: Record<CustomerView, BulkVerb[]> = {
  mine: ['transfer', 'drop-to-pool', 'add-participants', 'remove-participants', 'set-status', 'set-tags', 'set-signed-tags', 'delete'],
  participating: ['set-status', 'set-tags', 'set-signed-tags'],
  team: ['transfer', 'drop-to-pool', 'add-participants', 'remove-participants', 'set-status', 'set-tags', 'set-signed-tags', 'delete'],
  pool: ['take', 'assign', 'delete'],
  recycled: ['restore', 'purge'],
}

type May = (action: string) => boolean

const allowed = (verb: BulkVerb, may: May) => {
  const { needs } = VERBS[verb]
  return !needs || may(needs)
}

const isOf = (stage: Stage) => (verb: BulkVerb) => (VERBS[verb].only ?? stage) === stage

/** The verbs of a list this person holds the permissions for. */
export const verbsOf = (view: CustomerView, may: May, stage: Stage = 'developing'): BulkVerb[] =>
  OFFERED[view].filter((verb) => allowed(verb, may)).filter(isOf(stage))

/** The verbs one customer offers, by what the server says this person may do with it now. */
export const verbsFor = (rights: readonly Right[], stage: Stage = 'developing'): BulkVerb[] =>
  (Object.keys(VERBS) as BulkVerb[]).filter((verb) => rights.includes(VERBS[verb].right)).filter(isOf(stage))

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
