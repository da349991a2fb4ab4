/** A quiet customer falls into the pool after so many days, and is marked red some days before (C17). */
export interface PoolRule {
  id: string
  version: number
  name: string
  enabled: boolean
  days_without_follow_up: number
  red_days: number
}

export type PoolRuleDraft = Pick<PoolRule, 'name' | 'enabled' | 'days_without_follow_up' | 'red_days'>

/** What one may hold and take; null is without a limit (C17). */
export interface PoolLimits {
  version: number
  may_hold: number | null
  may_take_a_day: number | null
  days_before_taken_back: number | null
  reason_required: boolean
  participants_may_edit: boolean
}
