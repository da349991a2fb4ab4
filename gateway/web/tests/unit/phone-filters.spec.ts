import { describe, expect, it } from 'vitest'
import { blankOf, dates, keysOf, saidOf, whose } from '@/phone/components/business/filters'

const fields = [dates('written', '时间'), ...whose('员工', '部门')]

describe('the filters of a list on the phone', () => {
  it('stand in the address under the names of the desk', () => {
    expect(fields.flatMap(keysOf)).toEqual(['written_from', 'written_to', 'employee_id', 'department_id'])
  })

  it('count once for both ends of a range', () => {
    expect(saidOf(fields, { written_from: '2026-11-01', written_to: '2026-11-30', employee_id: '', department_id: 'a' })).toBe(2)
  })

  it('say nothing when they are blank', () => {
    const blank = blankOf({ q: 'x', owner_id: ['a'], at_least: 30 })

    expect(blank).toEqual({ q: '', owner_id: [], at_least: 0 })
    expect(saidOf([{ kind: 'people', key: 'owner_id', label: '' }, { kind: 'number', key: 'at_least', label: '' }], blank)).toBe(0)
  })
})
