import type { Named, Page } from '@/api/answers'
import type { FileOfThing } from '@/api/files'
import type { Position } from '@/shared/places/position'

export type { Named, Page }

/** Somebody checked in at a customer's (V1 to V4); it is a follow-up too, under the same id. */
export interface Visit {
  id: string
  customer: Named
  stage: VisitStage
  contact: Named | null
  content: string
  files: FileOfThing[]
  position: Position
  address: string | null
  /** How far the customer's own place was; null when it had none. */
  distance_m: number | null
  mentions: Named[]
  mentioned_departments: Named[]
  visited_by: Named
  visited_at: string
  /** Later than `visited_at` when the phone had no network. */
  received_at: string
}

export interface VisitDraft {
  customer_id: string
  content: string
  position: Position
  address?: string | null
  contact_id?: string | null
  file_ids?: string[]
  mention_ids?: string[]
  mention_department_ids?: string[]
  take_as_customer_position?: boolean
  visited_at?: string
}

export const VISIT_VIEWS = ['mine', 'team'] as const
export type VisitView = (typeof VISIT_VIEWS)[number]
export const VISIT_STAGES = ['developing', 'signed'] as const
export type VisitStage = (typeof VISIT_STAGES)[number]

export interface VisitQuery {
  view?: VisitView
  customer_id?: string
  employee_id?: string
  department_id?: string
  stage?: VisitStage | ''
  visited_from?: string
  visited_to?: string
  q?: string
  page?: number
  page_size?: number
}

export interface VisitRules {
  version: number
  photo_required: boolean
}
