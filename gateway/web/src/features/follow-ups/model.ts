import type { Named, Page } from '@/api/answers'

export type { Named, Page }

/** What was talked about with a customer, and what comes next (U1). */
export interface FollowUp {
  id: string
  customer: Named
  stage: 'developing' | 'signed'
  behaviour: Named
  contact: Named | null
  content: string
  next_at: string | null
  written_by: Named
  written_at: string
}

export interface FollowUpDraft {
  customer_id: string
  behaviour_id: string
  content: string
  contact_id?: string | null
  next_at?: string | null
  status_id?: string | null
  tag_ids?: string[]
}

export const FOLLOW_UP_VIEWS = ['mine', 'team'] as const
export type FollowUpView = (typeof FOLLOW_UP_VIEWS)[number]

export interface FollowUpQuery {
  view?: FollowUpView
  customer_id?: string
  behaviour_id?: string
  employee_id?: string
  written_from?: string
  written_to?: string
  q?: string
  page?: number
  page_size?: number
}
