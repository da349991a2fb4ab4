import type { Named } from '@/api/answers'

/** The deadlines a pool rule may have, in days; null is off. */
export const DEADLINES = ['days_without_follow_up', 'days_without_visit', 'days_without_call', 'days_to_sign'] as const
export type Deadline = (typeof DEADLINES)[number]

/** A customer falls into the pool when deadlines pass, and is marked red some days before (C17). */
export interface PoolRule extends Record<Deadline, number | null> {
  id: string
  version: number
  name: string
  enabled: boolean
  /** Of several acts any one missing is enough, or all must be. */
  joined: 'any' | 'all'
  /** Only for customers of these statuses and with one of these tags; empty for all. */
  status_ids: string[]
  tag_ids: string[]
  red_days: number
}

export type PoolRuleDraft = Omit<PoolRule, 'id' | 'version'>

/** Whom a rule drops today, and how many it would have dropped on each of the last 90 days. */
export interface RuleEffect {
  today: { total: number; items: (Named & { owner: Named | null; falls_at: string })[] }
  days: { day: string; count: number }[]
}

/** What one may hold and take; null is without a limit (C17). */
export interface PoolLimits {
  version: number
  may_hold: number | null
  signed_ones_count: boolean
  may_take_a_day: number | null
  days_before_taken_back: number | null
  reason_required: boolean
  participants_may_edit: boolean
}
