import { addDays, monthOf, weekdayOf } from '@/shared/formats/dates'
import { RANKINGS, RESULTS, type ReportName } from './model'

/** The ranges one may pick by name; weeks begin on Monday. */
export const RANGES = ['today', 'yesterday', 'this_week', 'this_month', 'last_month', 'custom'] as const
/** Results are looked at by whole periods, since targets are set for them. */
export const WHOLE_RANGES = ['whole_month', 'last_month', 'this_quarter', 'this_year', 'custom'] as const
export type RangeName = (typeof RANGES)[number] | (typeof WHOLE_RANGES)[number]

const isWhole = (name: ReportName) => RESULTS.includes(name) || RANKINGS.includes(name)
export const rangesOf = (name: ReportName): readonly RangeName[] => (isWhole(name) ? WHOLE_RANGES : RANGES)
/** The range a report begins with. */
export const firstRangeOf = (name: ReportName): RangeName => (isWhole(name) ? 'whole_month' : 'this_month')

/** Days of the company, both inclusive. */
export type Days = { from: string; to: string }

const NAMED: Record<Exclude<RangeName, 'custom'>, (today: string) => Days> = {
  today: (today) => ({ from: today, to: today }),
  yesterday: (today) => ({ from: addDays(today, -1), to: addDays(today, -1) }),
  this_week: (today) => ({ from: addDays(today, -weekdayOf(today)), to: today }),
  this_month: (today) => ({ from: monthOf(today).from, to: today }),
  last_month: (today) => monthOf(addDays(monthOf(today).from, -1)),
  whole_month: (today) => monthOf(today),
  this_quarter: (today) => quarterOf(today),
  this_year: (today) => ({ from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` }),
}

/** The days a range stands for today; a custom one without days is this month. */
export function daysOf(range: string, custom: Days, today: string): Days {
  if (range === 'custom') return custom.from && custom.to ? { from: custom.from, to: custom.to } : NAMED.this_month(today)
  return (NAMED[range as keyof typeof NAMED] ?? NAMED.this_month)(today)
}

const MONTHS_OF_QUARTER = 3

function quarterOf(today: string): Days {
  const [year = '', month = ''] = today.split('-')
  const first = Number(month) - ((Number(month) - 1) % MONTHS_OF_QUARTER)
  const two = (number: number) => String(number).padStart(2, '0')
  return { from: `${year}-${two(first)}-01`, to: monthOf(`${year}-${two(first + 2)}-01`).to }
}
