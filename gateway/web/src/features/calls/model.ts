import type { Named, Page } from '@/api/answers'
import type { FileOfThing } from '@/api/files'

export type { Named, Page }

/** A call that a phone made or took, with its recording (U5). */
export interface Call {
  id: string
  /** Either this or `lead`. */
  customer: Named | null
  lead: Named | null
  stage: 'lead' | 'developing' | 'signed'
  number: string
  direction: 'outgoing' | 'incoming'
  started_at: string
  seconds: number
  file: FileOfThing | null
  made_by: Named
  received_at: string
}

export interface CallDraft {
  /** Either this or `lead_id`. */
  customer_id?: string
  lead_id?: string
  number: string
  direction: Call['direction']
  started_at: string
  seconds: number
  file_id?: string | null
}

export const CALL_STAGES = ['developing', 'signed', 'lead'] as const
export const DIRECTIONS = ['outgoing', 'incoming'] as const
/** How many seconds a call took at least. */
export const LENGTHS = ['10', '30', '60', '180'] as const
export const CALL_VIEWS = ['mine', 'team'] as const

export interface CallQuery {
  view?: (typeof CALL_VIEWS)[number]
  customer_id?: string
  lead_id?: string
  employee_id?: string
  department_id?: string
  stage?: Call['stage'] | ''
  min_seconds?: number | string
  direction?: Call['direction'] | ''
  started_from?: string
  started_to?: string
  q?: string
  page?: number
  page_size?: number
}
