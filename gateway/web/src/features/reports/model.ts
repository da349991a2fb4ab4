import type { Named } from '@/api/answers'
import type { TimesAndCustomers } from '@/shared/formats/counts'

/** The reports there are, and the function each needs (Q1 to Q11). */
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
  'customer-ranking': 'customer_ranking',
  'product-ranking': 'product_ranking',
} as const
export type ReportName = keyof typeof REPORTS

export interface IncrementStock {
  increment: number
  stock: number
}

export type Part = keyof IncrementStock
/** Money and rates are text. */
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

/** Reports of what came of the work: by whole periods, against targets. */
export const RESULTS: readonly ReportName[] = ['wins', 'orders', 'collections']
export const RANKINGS: readonly ReportName[] = ['customer-ranking', 'product-ranking']

/** By what the rows of a report may be grouped; the first is what it begins with. */
export const GROUPS: Partial<Record<ReportName, string[]>> = {
  ...Object.fromEntries(RESULTS.map((name) => [name, ['employee', 'department', 'week', 'month', 'quarter', 'year']])),
  'product-ranking': ['product', 'category'],
}

/** By which figure a ranking may be ordered. */
export const SORTS: Partial<Record<ReportName, string[]>> = {
  'customer-ranking': ['amount', 'number', 'average'],
  'product-ranking': ['amount', 'quantity', 'average_price'],
}

export interface ReportColumn {
  key: string
  title: string
  kind: 'count' | 'increment_stock' | 'times_customers' | 'calls' | 'money' | 'rate'
}

/** Whom or what a row is about; of a person also the department. */
export interface Subject extends Named {
  department?: Named | null
}

export const SUBJECTS = ['employee', 'department', 'period', 'customer', 'product', 'category'] as const
export type SubjectKind = (typeof SUBJECTS)[number]

/** A row has a cell per column, beside whom it is about. */
export type ReportRow = Record<string, Cell | Subject>

export interface Report {
  columns: ReportColumn[]
  total: Record<string, Cell>
  rows: ReportRow[]
  total_rows: number
  page: number
  page_size: number
  complete_up_to: string | null
  lagging: boolean
  /** Which days the targets are about. */
  targets_from?: string
  targets_to?: string
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
  group_by?: string
  category_id?: string
  product_id?: string
  q?: string
  sort?: string
}

/** One of the rows behind a cell; the counts of all add up to it. */
export interface RowBehind {
  customer: Named | null
  employee: Named
  department: Named | null
  at: string
  kind: string
  by: Named | null
  count: number
  content: string | null
  amount: string | null
  seconds: number | null
  opens: { kind: 'order' | 'opportunity'; id: string } | null
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
