import { describe, expect, it } from 'vitest'
import { blankRule, deadlinesOf, joinsActs, sentencesOf } from '@/features/settings/rules'
import en from '@/locales/en'
import zhCN from '@/locales/zh-CN'

describe('a pool rule', () => {
  it('tells the deadlines that are on', () => {
    const rule = { ...blankRule(), days_without_visit: 60, days_to_sign: 180 }

    expect(deadlinesOf(rule)).toEqual([
      { key: 'days_without_follow_up', days: 30 },
      { key: 'days_without_visit', days: 60 },
      { key: 'days_to_sign', days: 180 },
    ])
  })

  it('joins acts, but not the signing', () => {
    expect(joinsActs({ ...blankRule(), days_to_sign: 180 })).toBe(false)
    expect(joinsActs({ ...blankRule(), days_without_call: 7 })).toBe(true)
  })

  it('is tried before it is switched on', () => {
    expect(blankRule().enabled).toBe(false)
  })
})

describe('the limits of the pool', () => {
  const limits = {
    version: 1,
    may_hold: 50,
    signed_ones_count: false,
    may_take_a_day: null,
    days_before_taken_back: 7,
    reason_required: true,
    participants_may_edit: false,
  }

  it('are told as sentences, each of which there is in both languages', () => {
    const sentences = sentencesOf(limits)

    expect(sentences).toEqual([
      { key: 'mayHold.on', n: 50 },
      { key: 'signed.off' },
      { key: 'mayTake.off' },
      { key: 'takenBack.on', n: 7 },
      { key: 'reason.on' },
      { key: 'participants.off' },
    ])
    for (const texts of [zhCN, en] as { settings: { means: Record<string, Record<string, string>> } }[])
      for (const { key } of sentences) {
        const [name, state] = key.split('.') as [string, string]
        expect(texts.settings.means[name]?.[state]).toBeTruthy()
      }
  })
})
