import { describe, expect, it } from 'vitest'
import { detailsOf } from '@/features/organization/audit'
import type { Department } from '@/features/organization/model'
import { draftOf, linesOf, sameDraft, unchosen } from '@/features/organization/roles'
import { changesOfMove, headcount, pathOf, placesFor, treeOf, withBelow } from '@/features/organization/tree'

const department = (id: string, parent_id: string | null, order = 0, employees = 1): Department => ({
  id,
  version: 1,
  name: `部门${id}`,
  parent_id,
  order,
  employees,
  head: null,
})

const ALL = [
  department('a', null, 1),
  department('b', null, 0),
  department('a1', 'a', 0, 2),
  department('a2', 'a', 1, 3),
  department('a11', 'a1', 0, 4),
]
const byId = (id: string) => ALL.find((each) => each.id === id)!

describe('the tree of departments', () => {
  it('stands in the order of each level, and keeps those whose parent is not seen', () => {
    const shape = (branches: ReturnType<typeof treeOf>): unknown[] =>
      branches.map(({ value, children }) => [value, ...shape(children)])

    expect(shape(treeOf(ALL))).toEqual([['b'], ['a', ['a1', ['a11']], ['a2']]])
    expect(shape(treeOf([byId('a11'), byId('b')])).flat().sort()).toEqual(['a11', 'b'])
  })

  it('offers no place inside the department that moves', () => {
    expect([...withBelow('a', ALL)].sort()).toEqual(['a', 'a1', 'a11', 'a2'])
    expect(placesFor('a1', ALL).flatMap(({ value, children }) => [value, ...children.map((one) => one.value)])).toEqual([
      'b',
      'a',
      'a2',
    ])
  })

  it('counts heads with those below, and names the way down', () => {
    expect(headcount('a', ALL)).toBe(10)
    expect(pathOf('a11', ALL)).toBe('部门a / 部门a1 / 部门a11')
  })

  it('survives a circle that the server would refuse', () => {
    const circle = [department('x', 'y'), department('y', 'x')]

    expect(withBelow('x', circle)).toEqual(new Set(['x', 'y']))
    expect(pathOf('x', circle).split(' / ').length).toBeLessThanOrEqual(3)
  })

  it('moves one and counts its new siblings anew', () => {
    expect(changesOfMove(byId('b'), byId('a1'), 'after', ALL)).toEqual([
      { id: 'b', parent_id: 'a', order: 1 },
      { id: 'a2', order: 2 },
    ])
    expect(changesOfMove(byId('a2'), byId('b'), 'inner', ALL)).toEqual([{ id: 'a2', parent_id: 'b', order: 0 }])
    expect(changesOfMove(byId('a2'), byId('a1'), 'before', ALL)).toEqual([
      { id: 'a2', parent_id: 'a', order: 0 },
      { id: 'a1', order: 1 },
    ])
  })
})

describe('a role', () => {
  const functions = [
    { key: 'customers', name: '客户' },
    { key: 'follow_ups', name: '跟进' },
  ]
  const role = { functions: { customers: { kind: 'departments' as const, department_ids: ['b'], below_ids: ['a'] } } }

  it('becomes a matrix and comes back as it was', () => {
    const lines = linesOf(role, functions)

    expect(lines.map(({ key, on }) => [key, on])).toEqual([
      ['customers', true],
      ['follow_ups', false],
    ])
    expect(draftOf(' 销售 ', lines, ['import'])).toEqual({ name: '销售', functions: role.functions, actions: ['import'] })
  })

  it('sends departments only where they are chosen', () => {
    const [customers] = linesOf(role, functions)

    expect(draftOf('销售', [{ ...customers!, kind: 'company' }], []).functions).toEqual({ customers: { kind: 'company' } })
    expect(unchosen([{ ...customers!, chosen: [] }]).map(({ key }) => key)).toEqual(['customers'])
    expect(unchosen([{ ...customers!, on: false, chosen: [] }])).toEqual([])
  })

  it('is the same in whatever order its rights stand', () => {
    const one = { name: '销售', functions: { a: { kind: 'self' as const }, b: { kind: 'company' as const } }, actions: ['x', 'y'] }
    const other = { name: '销售', functions: { b: { kind: 'company' as const }, a: { kind: 'self' as const } }, actions: ['y', 'x'] }

    expect(sameDraft(one, other)).toBe(true)
    expect(sameDraft(one, { ...other, actions: ['x'] })).toBe(false)
  })
})

describe('an audit entry', () => {
  it('tells names rather than structures, and nothing empty', () => {
    const entry = { id: '1', at: '', kind: 'role_changed', employee: null, address: null }

    expect(
      detailsOf({ ...entry, detail: { account: '138', roles: [{ id: 'r', name: '主管' }, '员工'], reason: null, count: 0 } }),
    ).toEqual([
      { key: 'account', value: '138' },
      { key: 'roles', value: '主管、员工' },
      { key: 'count', value: '0' },
    ])
  })

  it('sets before and after beside each other where they differ', () => {
    const told = (detail: Record<string, unknown>) => detailsOf({ detail }).map(({ key, value }) => `${key} ${value}`)

    expect(told({ id: 'x', before: { name: '旧', order: 1 }, after: { name: '新', order: 1 } })).toEqual(['name 旧 → 新'])
    expect(told({ changes: { superior: [null, { id: 'e', name: '卯卯卯' }] } })).toEqual(['superior – → 卯卯卯'])
  })
})
