import { describe, expect, it } from 'vitest'
import type { PoolRule } from '@/features/settings/model'
import { decidingRule, exampleOf, idleRules, sentencesOf } from '@/features/settings/rules'
import en from '@/locales/en'
import zhCN from '@/locales/zh-CN'

const rule = (id: string, days: number, enabled = true): PoolRule => ({
  id,
  version: 1,
  name: id,
  enabled,
  days_without_follow_up: days,
  red_days: 3,
})

describe('a pool rule', () => {
  it('says on which days a customer turns red and falls', () => {
    expect(exampleOf(rule('a', 30), '2026-02-01')).toEqual({
      followed: '2026-02-01',
      red: '2026-02-28',
      falls: '2026-03-03',
    })
  })

  it('decides when no other one that is on falls earlier', () => {
    const rules = [rule('slow', 60), rule('fast', 15), rule('off', 1, false)]

    expect(decidingRule(rules)?.id).toBe('fast')
    expect(idleRules(rules).map(({ id }) => id)).toEqual(['slow'])
    expect(decidingRule([rule('off', 1, false)])).toBeUndefined()
  })
})

describe('the limits of the pool', () => {
  const limits = {
    version: 1,
    may_hold: 50,
    may_take_a_day: null,
    days_before_taken_back: 7,
    reason_required: true,
    participants_may_edit: false,
  }

  it('are told as sentences, each of which there is in both languages', () => {
    const sentences = sentencesOf(limits)

    expect(sentences).toEqual([
      { key: 'mayHold.on', n: 50 },
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
