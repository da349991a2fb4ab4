import type { Named, Page } from '@/api/answers'
import type { FieldValues } from '@/shared/fields/rules'
import type { Picture } from '@/shared/fields/usePictures'

export type { Named, Page }

export type Outcome = 'open' | 'won' | 'lost'
export type WinApproval = 'not_needed' | 'waiting' | 'running' | 'refused' | 'passed' | 'closed'
export type OpportunityRight = 'edit' | 'move' | 'delete'

export interface Opportunity {
  id: string
  version: number
  title: string
  customer: Named
  owner: Named
  stage: Named
  /** In percent. */
  chance: number
  outcome: Outcome
  approval: WinApproval
  expected_amount: string | null
  expected_on: string | null
  note: string | null
  products: Named[]
  loss_reason: Named | null
  won_at: string | null
  created_at: string
  updated_at: string
  /** Values of custom fields by the field's id, and the pictures among them. */
  fields: FieldValues
  files: Picture[]
}

/** One opportunity, with what this person may do with it now. */
export interface WholeOpportunity extends Opportunity {
  may: OpportunityRight[]
}

export interface OpportunityDraft {
  customer_id: string
  title: string
  expected_amount: string | null
  expected_on: string | null
  note: string | null
  product_ids: string[]
  fields?: FieldValues
  file_ids?: string[]
}

export const VIEWS = ['mine', 'team'] as const
export type View = (typeof VIEWS)[number]

export interface OpportunityQuery {
  view?: View
  customer_id?: string
  q?: string
  stage_id?: string[]
  product_id?: string[]
  owner_id?: string[]
  outcome?: Outcome[]
  created_from?: string
  created_to?: string
  expected_from?: string
  expected_to?: string
  won_from?: string
  won_to?: string
  /** Conditions by custom fields: `<id>:<how>:<value>`. */
  field?: string[]
  sort?: string
  page?: number
  page_size?: number
}

export interface Stage extends Named {
  chance: number
  outcome: Outcome
}

/** A stage of the board, with how many stand there and what they come to. */
export interface BoardColumn {
  stage: Stage
  count: number
  amount: string
  items: Opportunity[]
}
