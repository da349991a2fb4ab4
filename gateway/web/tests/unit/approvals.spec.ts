import { describe, expect, it } from 'vitest'
import type { Question } from '@/features/approvals/model'
import { askable, blankCondition, conditionOn, draftOf, faultsAt, filesOf, isBuiltIn, moved } from '@/features/approvals/rules'

const question = (id: string, type: Question['type']): Question => ({ id, title: id, type, required: false, choices: ['甲'] })
const ASKED = [question('reason', 'multi_line'), question('days', 'number'), question('kind', 'single_choice'), question('proof', 'picture')]

describe('What is submitted', () => {
  it('takes its pictures along as files', () => {
    expect(filesOf(ASKED, { proof: ['p1', 'p2'], kind: '甲' })).toEqual(['p1', 'p2'])
  })

  it('names only those who were chosen', () => {
    const draft = draftOf('t', ASKED, { days: '3' }, { one: ['song'], two: [] }, 'c')

    expect(draft).toEqual({ template_id: 't', fields: { days: '3' }, chosen: { one: ['song'] }, customer_id: 'c', file_ids: [] })
  })
})

describe('A condition', () => {
  it('looks at numbers and choices', () => {
    expect(askable(ASKED).map(({ id }) => id)).toEqual(['days', 'kind'])
  })

  it('begins as fits the question, or with departments where there is none', () => {
    expect(conditionOn(ASKED[1]!)).toEqual({ of: 'field', field: 'days', is: 'at_least', value: '' })
    expect(conditionOn(ASKED[2]!)).toEqual({ of: 'field', field: 'kind', is: 'one_of', values: [] })
    expect(blankCondition([ASKED[0]!])).toEqual({ of: 'department', ids: [] })
  })
})

describe('A draft', () => {
  it('keeps the questions of a built-in form', () => {
    expect(isBuiltIn('leave', 'days')).toBe(true)
    expect(isBuiltIn('leave', '0192f3a0-0000-7000-8000-0000000000c1')).toBe(false)
    expect(isBuiltIn('custom', 'days')).toBe(false)
  })

  it('is put into another order', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b'])
  })

  it('shows what is wrong at a place and below it', () => {
    const errors = { 'flows.0.steps.1.approvers': ['谁?'], 'flows.0.steps.10.kind': ['末步'], 'flows.0.steps': ['空'] }

    expect(faultsAt(errors, 'flows.0.steps.1')).toEqual(['谁?'])
    expect(faultsAt(errors, 'flows.0')).toHaveLength(3)
    expect(faultsAt(errors, 'fields')).toEqual([])
  })
})
