import { describe, expect, it } from 'vitest'
import { daysIn, defaultFirst, draftOf, formOf, isBirthdaySoon, readBirthday, writeBirthday } from '@/features/contacts/rules'
import { behaviourTone, blankFollowUp, draftOf as followUpOf, isWritable } from '@/features/follow-ups/rules'
import { mistakeInFile } from '@/features/imports/rules'

describe('A birthday', () => {
  it.each(['1985-11-27', '--02-29'])('%s is read and written alike', (text) => {
    expect(writeBirthday(readBirthday(text)!)).toBe(text)
  })

  it('may fall on 29 February when its year is not known', () => {
    expect(daysIn(2, null)).toBe(29)
    expect(daysIn(2, 1985)).toBe(28)
  })

  it('is hinted at from 7 days ahead', () => {
    expect([0, 7, 8, null].map((days) => isBirthdaySoon({ birthday_in_days: days }))).toEqual([true, true, false, false])
  })
})

describe('A contact', () => {
  it('is sent without empty numbers and blank texts', () => {
    const draft = draftOf({ ...formOf(), name: ' 杨帆 ', mobiles: ['13900000372', ' '], email: ' ' })
    expect(draft).toMatchObject({ name: '杨帆', mobiles: ['13900000372'], landlines: [], email: null })
  })

  it('that is the default one stands first', () => {
    const [first] = defaultFirst([
      { name: '周敏', is_default: false },
      { name: '杨帆', is_default: true },
    ])
    expect(first?.name).toBe('杨帆')
  })
})

describe('A follow-up', () => {
  it('needs a behaviour and words', () => {
    expect(isWritable({ ...blankFollowUp('b1'), content: ' ' })).toBe(false)
    expect(isWritable({ ...blankFollowUp('b1'), content: '约定下周三演示' })).toBe(true)
    expect(isWritable({ ...blankFollowUp(), content: '约定下周三演示' })).toBe(false)
  })

  it('sends the status only when it becomes another one', () => {
    const form = { ...blankFollowUp('b1'), content: '好', status_id: 's1' }
    expect(followUpOf(form, 'c1', { statusNow: 's1' })).toEqual({ customer_id: 'c1', behaviour_id: 'b1', content: '好' })
    expect(followUpOf(form, 'c1', { statusNow: 's0' })).toMatchObject({ status_id: 's1' })
  })

  it('keeps the look of its behaviour', () => {
    const behaviours = ['电话', '拜访'].map((name, order) => ({ id: name, name, order, enabled: true }))
    expect(behaviourTone({ id: '拜访', name: '拜访' }, behaviours)).toBe('success')
  })
})

describe('A file to import', () => {
  it.each([
    [{ name: 'customers.csv', size: 1 }, 'kind'],
    [{ name: 'customers.xlsx', size: 0 }, 'empty'],
    [{ name: 'customers.xlsx', size: 101 * 1024 * 1024 }, 'size'],
    [{ name: '客户.XLSX', size: 9_000 }, null],
  ])('%o: %s', (file, mistake) => {
    expect(mistakeInFile(file)).toBe(mistake)
  })
})
