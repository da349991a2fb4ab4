import { DEADLINES, type Deadline, type PoolLimits, type PoolRule, type PoolRuleDraft } from './model'

const ACTS: readonly Deadline[] = ['days_without_follow_up', 'days_without_visit', 'days_without_call']

/** The deadlines that are on, with their days. */
export const deadlinesOf = (rule: Pick<PoolRule, Deadline>) =>
  DEADLINES.filter((key) => rule[key] !== null).map((key) => ({ key, days: rule[key]! }))

/** Whether it matters how the acts are joined. */
export const joinsActs = (rule: Pick<PoolRule, Deadline>) => ACTS.filter((key) => rule[key] !== null).length > 1

export const blankRule = (): PoolRuleDraft => ({
  name: '',
  enabled: false,
  days_without_follow_up: 30,
  days_without_visit: null,
  days_without_call: null,
  days_to_sign: null,
  joined: 'any',
  status_ids: [],
  tag_ids: [],
  red_days: 3,
})

/** The limits as sentences: key of the text and its number. */
export function sentencesOf(limits: PoolLimits): { key: string; n?: number }[] {
  const sentence = (name: string, value: number | null) =>
    value === null ? { key: `${name}.off` } : { key: `${name}.on`, n: value }
  return [
    sentence('mayHold', limits.may_hold),
    ...(limits.may_hold === null ? [] : [{ key: `signed.${limits.signed_ones_count ? 'on' : 'off'}` }]),
    sentence('mayTake', limits.may_take_a_day),
    sentence('takenBack', limits.days_before_taken_back),
    { key: `reason.${limits.reason_required ? 'on' : 'off'}` },
    { key: `participants.${limits.participants_may_edit ? 'on' : 'off'}` },
  ]
}
