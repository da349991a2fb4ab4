import { toCents } from '@/shared/formats/money'
import type { Done, MonthOfCollections } from './model'

/** A figure of what was done, with the report that opens the rows behind it. */
export const DONE_KINDS = [
  { key: 'follow_ups', report: 'follow-ups' },
  { key: 'visits', report: 'visits' },
  { key: 'calls', report: 'calls' },
] as const
export type DoneKind = (typeof DONE_KINDS)[number]

/** Leads are not visited, and what one does not see has no figure. */
export const kindsOf = (done: Done) =>
  DONE_KINDS.filter(({ key }) => done[key] !== null && !(done.stage === 'lead' && key === 'visits'))

/** The address of the rows behind a figure. */
export const rowsOf = (report: string, asked: Record<string, string>) => ({
  path: `/reports/${report}`,
  query: { ...asked, row: 'total', column: 'total' },
})

const WHOLE = 100n

/** How far the month is, in percent of its target, or of its plan where no target was set; never above 100. */
export function reachedOf({ collected, target, planned }: MonthOfCollections): number {
  const goal = toCents(target) || toCents(planned)
  if (!goal) return 0
  const share = (toCents(collected) * WHOLE) / goal
  return Number(share > WHOLE ? WHOLE : share)
}

/** Where the plan stands on the bar of the target, in percent; none without a target. */
export function planOf({ planned, target }: MonthOfCollections): number | null {
  const goal = toCents(target)
  if (!goal || !toCents(planned)) return null
  const share = (toCents(planned) * WHOLE) / goal
  return Number(share > WHOLE ? WHOLE : share)
}
