import { addDays } from '@/shared/formats/dates'
import type { PoolLimits, PoolRule } from './model'

/** What a rule means for a customer followed up on a day: when it turns red, and when it falls. */
export function exampleOf(rule: Pick<PoolRule, 'days_without_follow_up' | 'red_days'>, today: string) {
  const falls = addDays(today, rule.days_without_follow_up)
  return { followed: today, red: addDays(falls, -rule.red_days), falls }
}

/** Of several rules that are on the first to fall counts: the one with the fewest days. */
export const decidingRule = (rules: PoolRule[]): PoolRule | undefined =>
  rules
    .filter(({ enabled }) => enabled)
    .sort((one, other) => one.days_without_follow_up - other.days_without_follow_up)[0]

/** Rules that are on, but never decide, because another one falls earlier. */
export const idleRules = (rules: PoolRule[]): PoolRule[] => {
  const decides = decidingRule(rules)
  return rules.filter((rule) => rule.enabled && rule.id !== decides?.id)
}

/** The limits as sentences: key of the text and its number. */
export function sentencesOf(limits: PoolLimits): { key: string; n?: number }[] {
  const sentence = (name: string, value: number | null) =>
    value === null ? { key: `${name}.off` } : { key: `${name}.on`, n: value }
  return [
    sentence('mayHold', limits.may_hold),
    sentence('mayTake', limits.may_take_a_day),
    sentence('takenBack', limits.days_before_taken_back),
    { key: `reason.${limits.reason_required ? 'on' : 'off'}` },
    { key: `participants.${limits.participants_may_edit ? 'on' : 'off'}` },
  ]
}
