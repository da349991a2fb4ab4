import { describe, expect, it } from 'vitest'
import { targetForm, targetsDraft, weeksOf } from '@/features/targets/rules'
import { kindsOf, planOf, reachedOf } from '@/features/workbench/rules'
import type { Done, MonthOfCollections } from '@/features/workbench/model'

describe('the weeks of a month', () => {
  it('run from Monday to Sunday and are clipped to it', () => {
    expect(weeksOf('2017-05').map(({ from, to }) => `${from.slice(5)} ${to.slice(5)}`)).toEqual([
      '05-01 05-07',
      '05-08 05-14',
      '05-15 05-21',
      '05-22 05-28',
      '05-29 05-31',
    ])
    expect(weeksOf('2026-02')[0]).toEqual({ from: '2026-02-01', to: '2026-02-01' })
  })
})

describe('targets to be set', () => {
  it('are sent for all people chosen, amounts as they were typed', () => {
    const form = { ...targetForm('2017-05', ['a', 'b']), number: 3, amount: '1,000.50' }
    const { employee_ids, months } = targetsDraft('orders', form)

    expect(employee_ids).toEqual(['a', 'b'])
    expect(months[0]).toMatchObject({ month: '2017-05', number: 3, amount: '1000.50' })
    expect(months[0]!.weeks).toHaveLength(5)
  })

  it('of collections have no number', () => {
    expect(targetsDraft('collections', targetForm('2017-05', ['a'])).months[0]).not.toHaveProperty('number')
  })
})

describe('the month on the workbench', () => {
  const month = (given: Partial<MonthOfCollections>): MonthOfCollections => ({
    receivable: '0.00',
    planned: '0.00',
    collected: '0.00',
    target: '0.00',
    rate: '0.00%',
    ...given,
  })

  it('fills its bar by the target, by the plan where there is none, and never beyond', () => {
    expect(reachedOf(month({ collected: '312500.00', target: '500000.00' }))).toBe(62)
    expect(reachedOf(month({ collected: '1.00', planned: '4.00' }))).toBe(25)
    expect(reachedOf(month({ collected: '9.00', target: '1.00' }))).toBe(100)
    expect(reachedOf(month({ collected: '9.00' }))).toBe(0)
    expect(planOf(month({ planned: '420000.00', target: '500000.00' }))).toBe(84)
    expect(planOf(month({ planned: '1.00' }))).toBeNull()
  })

  it('has no visits of leads, nor what one does not see', () => {
    const one = { times: 1, customers: 1 }
    const done = (given: Partial<Done>): Done => ({ stage: 'lead', follow_ups: one, visits: one, calls: one, behaviours: [], ...given })

    expect(kindsOf(done({})).map(({ key }) => key)).toEqual(['follow_ups', 'calls'])
    expect(kindsOf(done({ stage: 'signed', calls: null })).map(({ key }) => key)).toEqual(['follow_ups', 'visits'])
  })
})
