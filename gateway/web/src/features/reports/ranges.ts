import { addDays, monthOf, weekdayOf } from '@/shared/formats/dates'

/** The ranges one may pick by name; weeks begin on Monday. */
export const RANGES = ['today', 'yesterday', 'this_week', 'this_month', 'last_month', 'custom'] as const
export type RangeName = (typeof RANGES)[number]

/** Days of the company, both inclusive. */
export type Days = { from: string; to: string }

const NAMED: Record<Exclude<RangeName, 'custom'>, (today: string) => Days> = {
  today: (today) => ({ from: today, to: today }),
  yesterday: (today) => ({ from: addDays(today, -1), to: addDays(today, -1) }),
  this_week: (today) => ({ from: addDays(today, -weekdayOf(today)), to: today }),
  this_month: (today) => ({ from: monthOf(today).from, to: today }),
  last_month: (today) => monthOf(addDays(monthOf(today).from, -1)),
}

/** The days a range stands for today; a custom one without days is this month. */
export function daysOf(range: string, custom: Days, today: string): Days {
  if (range === 'custom') return custom.from && custom.to ? custom : NAMED.this_month(today)
  return (NAMED[range as keyof typeof NAMED] ?? NAMED.this_month)(today)
}
