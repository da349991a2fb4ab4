import type { Named, Page } from '@/api/answers'
import type { FileOfThing } from '@/api/files'
import type { Position } from '@/shared/places/position'

export type { Named, Page }

/** What it was about then: a lead, or a customer of that stage. */
export const FOLLOW_UP_STAGES = ['developing', 'signed', 'lead'] as const
export type FollowUpStage = (typeof FOLLOW_UP_STAGES)[number]

/** What was talked about with a customer or a lead, and what comes next (U1). */
export interface FollowUp {
  id: string
  /** Either this or `lead`. */
  customer: Named | null
  lead: Named | null
  stage: FollowUpStage
  behaviour: Named
  contact: Named | null
  content: string
  files: FileOfThing[]
  position: Position | null
  address: string | null
  mentions: Named[]
  mentioned_departments: Named[]
  next_at: string | null
  written_by: Named
  written_at: string
  /** How many comments stand under it. */
  comments: number
}

export interface FollowUpDraft {
  customer_id?: string
  lead_id?: string
  behaviour_id: string
  content: string
  contact_id?: string | null
  next_at?: string | null
  file_ids?: string[]
  position?: Position | null
  address?: string | null
  mention_ids?: string[]
  mention_department_ids?: string[]
  status_id?: string | null
  tag_ids?: string[]
  contact_role_id?: string | null
}

export const FOLLOW_UP_VIEWS = ['mine', 'team'] as const
export type FollowUpView = (typeof FOLLOW_UP_VIEWS)[number]

export interface FollowUpQuery {
  view?: FollowUpView
  customer_id?: string
  lead_id?: string
  contact_id?: string
  behaviour_id?: string | string[]
  employee_id?: string
  department_id?: string
  stage?: FollowUpStage | ''
  written_from?: string
  written_to?: string
  q?: string
  page?: number
  page_size?: number
}
