import type { BulkAnswer, Named, Page } from '@/api/answers'
import type { FieldValues } from '@/shared/fields/rules'
import type { Picture } from '@/shared/fields/usePictures'

export type { BulkAnswer, Named, Page }

export type LeadRight = 'edit' | 'set_status' | 'follow_up' | 'transfer' | 'convert' | 'delete'

/** Somebody who may become a customer (L1 to L4). */
export interface Lead {
  id: string
  version: number
  name: string
  company: string | null
  phone: string | null
  address: string | null
  note: string | null
  owner: Named
  status: Named | null
  source: Named | null
  /** What it became. */
  customer: Named | null
  converted_at: string | null
  followed_at: string | null
  created_at: string
  updated_at: string
  /** Values of custom fields by the field's id, and the pictures among them. */
  fields: FieldValues
  files: Picture[]
}

/** One lead, with what this person may do with it now. */
export interface WholeLead extends Lead {
  may: LeadRight[]
}

export interface LeadDraft {
  name: string
  company: string | null
  phone: string | null
  address: string | null
  note: string | null
  status_id?: string | null
  source_id?: string | null
  fields?: FieldValues
  file_ids?: string[]
}

export const LEAD_VIEWS = ['mine', 'team'] as const

export interface LeadQuery {
  view?: (typeof LEAD_VIEWS)[number]
  converted?: boolean
  q?: string
  status_id?: string[]
  source_id?: string[]
  owner_id?: string[]
  created_from?: string
  created_to?: string
  followed_from?: string
  followed_to?: string
  /** Conditions by custom fields: `<id>:<how>:<value>`. */
  field?: string[]
  sort?: string
  page?: number
  page_size?: number
}

export type LeadVerb = 'transfer' | 'set-status' | 'delete'
export type LeadTarget = { ids: string[] } | { filter: LeadQuery }
