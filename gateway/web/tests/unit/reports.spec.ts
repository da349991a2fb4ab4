import { afterEach, describe, expect, it, vi } from 'vitest'
import { exportReport } from '@/features/reports/api'
import { figuresOf, isMoney, isRate, isSum, shareOf, subjectKindOf, widthOf } from '@/features/reports/cells'
import type { Report, ReportRow } from '@/features/reports/model'
import { daysOf, firstRangeOf, RANGES, rangesOf } from '@/features/reports/ranges'
import { formatChange } from '@/shared/formats/counts'
import { json } from './support/gateway'

const NOTHING = { from: '', to: '' }

describe('a range', () => {
  // A Tuesday, the first of a month that follows a short one.
  const today = '2026-03-03'

  it('begins weeks on Monday and ends with today', () => {
    expect(daysOf('today', NOTHING, today)).toEqual({ from: today, to: today })
    expect(daysOf('yesterday', NOTHING, '2026-03-01')).toEqual({ from: '2026-02-28', to: '2026-02-28' })
    expect(daysOf('this_week', NOTHING, today)).toEqual({ from: '2026-03-02', to: today })
    expect(daysOf('this_week', NOTHING, '2026-03-01')).toEqual({ from: '2026-02-23', to: '2026-03-01' })
    expect(daysOf('this_month', NOTHING, today)).toEqual({ from: '2026-03-01', to: today })
    expect(daysOf('last_month', NOTHING, '2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
  })

  it('is one’s own where days are given, and this month otherwise', () => {
    const own = { from: '2025-01-01', to: '2025-06-30' }

    expect(daysOf('custom', own, today)).toEqual(own)
    expect(daysOf('custom', NOTHING, today)).toEqual(daysOf('this_month', NOTHING, today))
    expect(daysOf('no such range', NOTHING, today)).toEqual(daysOf('this_month', NOTHING, today))
    expect(RANGES).toContain('custom')
  })
})

describe('a report of results', () => {
  it('is looked at by whole periods, up to their last day', () => {
    expect(firstRangeOf('orders')).toBe('whole_month')
    expect(firstRangeOf('visits')).toBe('this_month')
    expect(rangesOf('customer-ranking')).toContain('this_year')
    expect(daysOf('whole_month', NOTHING, '2026-02-10')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(daysOf('this_quarter', NOTHING, '2026-11-25')).toEqual({ from: '2026-10-01', to: '2026-12-31' })
    expect(daysOf('this_quarter', NOTHING, '2026-03-31')).toEqual({ from: '2026-01-01', to: '2026-03-31' })
    expect(daysOf('this_year', NOTHING, '2026-11-25')).toEqual({ from: '2026-01-01', to: '2026-12-31' })
  })

  it('tells rates from money', () => {
    expect([isRate('90208.00%'), isMoney('90208.00%'), isMoney('4510.40')]).toEqual([true, false, true])
    expect(shareOf('90208.00%')).toBeCloseTo(902.08)
  })

  it('says what its rows are about', () => {
    const period = { id: '2026-05', name: '2026-05' }
    expect(subjectKindOf({ period, number: 1 })).toBe('period')
    expect(subjectKindOf(undefined)).toBeUndefined()
  })
})

describe('the picture of a report', () => {
  const row = (name: string, cells: object) => ({ employee: { id: name, name, department: null }, ...cells }) as ReportRow
  const column = (key: string, kind: Report['columns'][number]['kind'] = 'count') => ({ key, title: key.toUpperCase(), kind })
  const report = (columns: Report['columns'], rows: ReportRow[]): Report => ({
    columns,
    rows,
    total: {},
    total_rows: rows.length,
    page: 1,
    page_size: 20,
    complete_up_to: null,
    lagging: false,
  })

  it('sets the sums of each person side by side', () => {
    const columns = ['manual', 'added', 'dropped', 'removed'].map((key) => column(key))
    const figures = figuresOf(
      'customer-increments',
      report(columns, [row('甲', { added: 3, removed: 1 }), row('乙', { added: 0, removed: 2 })]),
    )

    expect(figures).toEqual({
      people: ['甲', '乙'],
      stacked: false,
      series: [
        { key: 'added', name: 'ADDED', values: [3, 0] },
        { key: 'removed', name: 'REMOVED', values: [1, 2] },
      ],
    })
  })

  it('piles up the stock by status, without the total and without what nobody has', () => {
    const columns = ['total', 's1', 's2', 'none'].map((key) => column(key, 'increment_stock'))
    const cell = (stock: number) => ({ increment: -9, stock })
    const figures = figuresOf(
      'status-stock',
      report(columns, [row('甲', { total: cell(5), s1: cell(5), s2: cell(0), none: cell(0) })]),
    )

    expect(figures.series).toEqual([{ key: 's1', name: 'S1', values: [5] }])
    expect(figures.stacked).toBe(true)
  })

  it('piles up how often each behaviour was, and draws visits as one bar', () => {
    const columns = ['total', 'phone'].map((key) => column(key, 'times_customers'))
    const cell = (times: number) => ({ times, customers: 1 })
    const followUps = report(columns, [row('甲', { total: cell(5), phone: cell(5) })])

    expect(figuresOf('follow-ups', followUps).series).toEqual([{ key: 'phone', name: 'PHONE', values: [5] }])
    expect(figuresOf('visits', followUps).series).toEqual([{ key: 'total', name: 'TOTAL', values: [5] }])
  })

  it('marks the sums of each report, and leaves no title broken within a word', () => {
    expect(isSum('customer-increments', 'added')).toBe(true)
    expect(isSum('customer-net', 'added')).toBe(false)
    expect(widthOf({ title: '签约转开发', kind: 'count' })).toBe(78)
    expect(widthOf({ title: 'Dropped automatically', kind: 'count' })).toBeGreaterThan(130)
  })
})

describe('a change', () => {
  it('carries its sign', () => {
    expect([48, 0, -3].map(formatChange)).toEqual(['+48', '0', '−3'])
  })
})

describe('exporting', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('asks only for what was filtered by: an empty id is none', async () => {
    const fetch = vi.fn<(request: Request) => Promise<Response>>(async () => json({ id: 'job' }, 202))
    vi.stubGlobal('fetch', fetch)

    await exportReport('customer-net', { from: '2026-11-01', to: '2026-11-30', department_id: '', employee_id: 'e' })

    expect(await fetch.mock.calls[0]![0].json()).toEqual({
      kind: 'customer-net',
      filter: { from: '2026-11-01', to: '2026-11-30', employee_id: 'e' },
    })
  })
})
