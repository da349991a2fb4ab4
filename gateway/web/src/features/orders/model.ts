import type { Named, Page } from '@/api/answers'
import type { FileOfThing } from '@/api/files'
import type { FieldValues } from '@/shared/fields/rules'
import type { Picture } from '@/shared/fields/usePictures'

export type { Named, Page }

export const STATUSES = ['to_approve', 'in_approval', 'refused', 'running', 'completed', 'terminated'] as const
export type OrderStatus = (typeof STATUSES)[number]
export type OrderRight = 'edit' | 'submit' | 'plan' | 'collect' | 'terminate' | 'change_owner' | 'copy' | 'delete'

/** All money is a string with two places. */
export interface Order {
  id: string
  version: number
  title: string
  status: OrderStatus
  customer: Named
  owner: Named
  opportunity: Named | null
  product_total: string
  deal_amount: string
  collected: string
  invoiced: string
  outstanding: string
  rate: string
  note: string | null
  refusal_reason: string | null
  termination_reason: string | null
  /** Its end waits for an approval, or was refused. */
  termination: 'none' | 'in_approval' | 'refused'
  termination_refusal: string | null
  approved_at: string | null
  created_at: string
  updated_at: string
  /** Values of custom fields by the field's id, and the pictures among them. */
  fields: FieldValues
  files: Picture[]
}

export interface OrderLine {
  product: Named
  unit: string | null
  quantity: number
  price: string
  /** In percent off the price. */
  discount: string
  amount: string
}

/** One order with its lines, and what this person may do with it now. */
export interface WholeOrder extends Order {
  lines: OrderLine[]
  may: OrderRight[]
}

export interface LineDraft {
  product_id: string
  quantity: number
  price: string
  discount: string
}

export interface OrderDraft {
  customer_id: string
  title: string
  lines: LineDraft[]
  deal_amount: string | null
  note: string | null
  opportunity_id?: string | null
  fields?: FieldValues
  file_ids?: string[]
}

export const VIEWS = ['mine', 'team'] as const
export type View = (typeof VIEWS)[number]

export interface OrderQuery {
  view?: View
  customer_id?: string
  q?: string
  status?: OrderStatus[]
  product_id?: string[]
  owner_id?: string[]
  created_from?: string
  created_to?: string
  approved_from?: string
  approved_to?: string
  /** Conditions by custom fields: `<id>:<how>:<value>`. */
  field?: string[]
  sort?: string
  page?: number
  page_size?: number
}

export const REMINDERS = [1, 2, 3, 7] as const

/** It counts, waits for its approval, did not pass, or is to be handed in again. */
export type CollectionStatus = 'counted' | 'in_approval' | 'refused' | 'to_approve'

interface OfOrder {
  id: string
  version: number
  order: Named
  order_status: OrderStatus
  customer: Named
  amount: string
  note: string | null
  created_by: Named
}

export interface CollectionPlan extends OfOrder {
  due_on: string
  method: Named | null
  remind_days: number | null
}

export interface Collection extends OfOrder {
  received_on: string
  invoiced: string
  created_at: string
  method: Named
  payee: string | null
  status: CollectionStatus
  refusal_reason: string | null
  files: FileOfThing[]
}

/** What the list of collections is asked by. */
export interface CollectionQuery {
  view: 'mine' | 'team'
  method_id?: string[]
  status?: CollectionStatus[]
  received_from?: string
  received_to?: string
  page?: number
  page_size?: number
}

export const COLLECTION_STATUSES: readonly CollectionStatus[] = ['counted', 'in_approval', 'refused', 'to_approve']

export interface PlanDraft {
  due_on: string
  amount: string
  method_id: string | null
  remind_days: number | null
}

export interface CollectionDraft {
  received_on: string
  amount: string
  invoiced: string
  method_id: string
  payee: string | null
  note: string | null
  file_ids?: string[]
}
