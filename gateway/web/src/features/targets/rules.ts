import { addDays, monthOf, weekdayOf } from '@/shared/formats/dates'
import type { MonthTarget, TargetForm, TargetKind } from './model'

const SUNDAY = 6
const earlier = (one: string, other: string) => (one < other ? one : other)

/** The weeks of a month, Monday to Sunday, clipped to it. */
export function weeksOf(month: string): { from: string; to: string }[] {
  const { from, to } = monthOf(`${month}-01`)
  const weeks = []
  for (let first = from; first <= to; ) {
    const last = earlier(addDays(first, SUNDAY - weekdayOf(first)), to)
    weeks.push({ from: first, to: last })
    first = addDays(last, 1)
  }
  return weeks
}

/** What stands in the form at first: what was set for the month, or nothing. */
export const targetForm = (month: string, ids: string[], known?: MonthTarget): TargetForm => ({
  employee_ids: ids,
  month,
  number: known?.number ?? 0,
  amount: known?.amount ?? '0.00',
  weeks: known
    ? known.weeks.map((week) => ({ ...week }))
    : weeksOf(month).map((week) => ({ ...week, number: 0, amount: '0.00' })),
})

const amountOf = (typed: string) => typed.replaceAll(',', '').trim() || '0'

/** What is sent; collections have no number. */
export function targetsDraft(kind: TargetKind, { employee_ids, month, number, amount, weeks }: TargetForm) {
  const counted = (figures: number) => (kind === 'collections' ? {} : { number: figures })
  return {
    kind,
    employee_ids,
    months: [
      {
        month,
        ...counted(number),
        amount: amountOf(amount),
        weeks: weeks.map((week) => ({ from: week.from, ...counted(week.number), amount: amountOf(week.amount) })),
      },
    ],
  }
}
