import type { TimesAndCustomers } from '@/shared/formats/counts'

/** The ranges of the figures of what was done. */
export const BENCH_RANGES = ['today', 'yesterday', 'this_week', 'this_month'] as const
export const DONE_STAGES = ['developing', 'signed', 'lead'] as const
export type DoneStage = (typeof DONE_STAGES)[number]

/** What was done with developing or signed customers, or with leads; a kind one does not see is null. */
export interface Done {
  stage: DoneStage
  follow_ups: TimesAndCustomers | null
  visits: TimesAndCustomers | null
  calls: TimesAndCustomers | null
  behaviours: (TimesAndCustomers & { id: string; name: string })[]
}

export interface MonthOfOrders {
  month: string
  number: number
  amount: string
}

export interface MonthOfCollections {
  receivable: string
  planned: string
  collected: string
  target: string
  rate: string
}

/** The figures of the start page (W2 to W6); what one does not see is null. */
export interface Workbench {
  range: { from: string; to: string }
  month: { from: string; to: string }
  done: Done[] | null
  stock: { key: string; title: string; increment: number; stock: number }[] | null
  orders: MonthOfOrders[] | null
  collections: MonthOfCollections | null
  complete_up_to: string | null
  lagging: boolean
}
