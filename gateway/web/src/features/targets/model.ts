import type { Named } from '@/api/answers'

/** Of what targets are set (Q7 to Q9): of wins for oneself, of the others for whom one sees. */
export const TARGET_KINDS = ['orders', 'collections', 'wins'] as const
export type TargetKind = (typeof TARGET_KINDS)[number]

export const FUNCTION_OF: Record<TargetKind, string> = {
  orders: 'order_figures',
  collections: 'collection_figures',
  wins: 'win_figures',
}

interface Figures {
  number: number
  amount: string
}

export interface WeekTarget extends Figures {
  from: string
  to: string
}

export interface MonthTarget extends Figures {
  month: string
  weeks: WeekTarget[]
}

/** The months of a year of one employee. */
export interface TargetsOfEmployee {
  employee: Named & { department: Named | null }
  may_set: boolean
  total: Figures
  months: MonthTarget[]
}

export interface TargetList {
  items: TargetsOfEmployee[]
  kind: TargetKind
  year: number
  total: number
  page: number
  page_size: number
}

export interface TargetQuery {
  kind: TargetKind
  year: number
  department_id?: string
  employee_id?: string
  page?: number
}

/** What is set: the same for all people chosen. */
export interface TargetForm {
  employee_ids: string[]
  month: string
  number: number
  amount: string
  weeks: { from: string; to: string; number: number; amount: string }[]
}
