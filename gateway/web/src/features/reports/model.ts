import type { Named } from '@/api/answers'
import type { TimesAndCustomers } from '@/shared/formats/counts'

/** The reports there are, and the function each needs (Q1 to Q9). */
export const REPORTS = {
  'customer-increments': 'customer_increments',
  'customer-net': 'customer_net',
  'status-stock': 'status_stock',
  'follow-ups': 'follow_up_figures',
  visits: 'visit_figures',
  calls: 'call_figures',
  wins: 'win_figures',
  orders: 'order_figures',
  collections: 'collection_figures',
} as const
export type ReportName = keyof typeof REPORTS

export interface IncrementStock {
  increment: number
  stock: number
}

export type Part = keyof IncrementStock
/** Money is text. */
export type Cell = number | string | IncrementStock | ActivityCell

/** Of calls also how long was spoken. */
export type ActivityCell = TimesAndCustomers & { seconds?: number }

/** Reports of what was done, and with whom it may have been done. */
export const STAGES: Partial<Record<ReportName, string[]>> = {
  'status-stock': ['developing', 'signed'],
  'follow-ups': ['developing', 'signed', 'lead'],
  visits: ['developing', 'signed'],
  calls: ['developing', 'signed', 'lead'],
}

export interface ReportColumn {
  key: string
  title: string
  kind: 'count' | 'increment_stock' | 'times_customers' | 'calls' | 'money'
}

export interface ReportPerson extends Named {
  department: Named | null
}

/** A row has a cell per column, beside whom it is about. */
export type ReportRow = Record<string, Cell | ReportPerson> & { employee: ReportPerson }

export interface Report {
  columns: ReportColumn[]
  total: Record<string, Cell>
  rows: ReportRow[]
  total_rows: number
  page: number
  page_size: number
  complete_up_to: string | null
  lagging: boolean
}

/** What is asked of every report; days are the company's, both inclusive. */
export type ReportFilter = {
  from: string
  to: string
  department_id?: string
  employee_id?: string
  by?: string
  stage?: string
  at_least?: number
}

/** One of the rows behind a cell; the counts of all add up to it. */
export interface RowBehind {
  customer: Named
  employee: Named
  department: Named | null
  at: string
  kind: string
  by: Named | null
  count: number
  content: string | null
  amount: string | null
  seconds: number | null
}

export interface RowsBehind {
  items: RowBehind[]
  total: number
  page: number
  page_size: number
  sum: number
  /** How many different ones, where that can be told apart from how often. */
  customers: number | null
  /** What they come to, where they are money. */
  amount: string | null
}

/** Which cell: a person's or the total row's, and for two numbers which. */
export type CellAddress = { row: string; column: string; part: Part }

export const TOTAL_ROW = 'total'
