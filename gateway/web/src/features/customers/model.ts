import type { BulkAnswer, Named, Page, Refusal } from '@/api/answers'
import type { FieldValues } from '@/shared/fields/rules'
import type { Picture } from '@/shared/fields/usePictures'

export type { BulkAnswer, Named, Page, Refusal }

/** The lists of customers (C1); the recycle bin is not on the phone. */
export const VIEWS = ['mine', 'participating', 'team', 'pool', 'recycled'] as const
export type CustomerView = (typeof VIEWS)[number]

export type Stage = 'developing' | 'signed'

/** The lists of each stage: a signed customer neither lies in the pool nor in the recycle bin (S3). */
export const VIEWS_OF: Record<Stage, readonly CustomerView[]> = {
  developing: VIEWS,
  signed: ['mine', 'participating', 'team'],
}

/** What this person may do with this customer now, as the server says (C16). */
export type Right =
  | 'edit'
  | 'drop_to_pool'
  | 'transfer'
  | 'take'
  | 'assign'
  | 'delete'
  | 'restore'
  | 'purge'
  | 'change_participants'
  | 'set_status'
  | 'set_tags'
  | 'follow_up'
  | 'see_contacts'
  | 'change_contacts'

export interface Position {
  lng: number
  lat: number
}

export interface Participant extends Named {
  may_edit: boolean
}

export interface Customer {
  id: string
  version: number
  name: string
  phone: string | null
  address: string | null
  note: string | null
  position: Position | null
  stage: Stage
  status: Named | null
  tags: Named[]
  source: Named | null
  owner: Named | null
  created_at: string
  created_by: Named | null
  updated_at: string
  updated_by: Named | null
  taken_at: string | null
  followed_at: string | null
  pooled_at: string | null
  recycled_at: string | null
  /** When it falls into the pool by itself, by which rule, and whether the list marks it red already (C4). */
  falls_at: string | null
  falls_by: Named | null
  falls_soon: boolean
  /** Values of custom fields by the field's id, and the pictures among them. */
  fields: FieldValues
  files: Picture[]
}

/** A customer with its distance from the place that was asked about. */
export interface NearCustomer extends Customer {
  distance_m: number
}

export interface NearQuery extends Position {
  radius_m: number
  view: Exclude<CustomerView, 'recycled'>
  q?: string
  page?: number
  page_size?: number
}

/** One customer, with what only its own page shows. */
export interface WholeCustomer extends Customer {
  participants: Participant[]
  may: Right[]
}

export interface CustomerDraft {
  name: string
  phone?: string | null
  address?: string | null
  note?: string | null
  position?: Position | null
  status_id?: string | null
  tag_ids?: string[]
  source_id?: string | null
  fields?: FieldValues
  file_ids?: string[]
}

/** What a list of customers is asked by; dates are days, several values repeat. */
export interface CustomerQuery {
  view: CustomerView
  stage?: Stage
  q?: string
  status_id?: string[]
  tag_id?: string[]
  source_id?: string[]
  owner_id?: string[]
  department_id?: string[]
  created_from?: string
  created_to?: string
  followed_from?: string
  followed_to?: string
  pooled_from?: string
  pooled_to?: string
  /** Conditions by custom fields: `<id>:<how>:<value>`. */
  field?: string[]
  sort?: string
  page?: number
  page_size?: number
}

/** A customer of the same name or phone; one that this person may not see has no id and is masked. */
export interface DuplicateHit {
  id: string | null
  name: string
  phone: string | null
  owner: Named | null
  in_pool: boolean
  by: ('name' | 'phone')[]
}

/** One deadline of a pool rule for a customer; `sign` counts from the taking. */
export interface FallDeadline {
  act: 'follow_up' | 'visit' | 'call' | 'sign'
  days: number
  since: string | null
  at: string | null
}

/** Why and when a customer falls into the pool (C4, C17). */
export interface FallExplained {
  falls_at: string | null
  falls_by: Named | null
  stays: 'pool' | 'signed' | 'recycled' | 'no_rule' | null
  rules: (Named & {
    applies: boolean
    joined: 'any' | 'all'
    deadlines: FallDeadline[]
    falls_at: string | null
    red_from: string | null
    decides: boolean
  })[]
  server_time: string
}

export type CustomerCounters = Record<CustomerView, number>

export interface OwnerSpan {
  owner: Named | null
  from: string
  to: string | null
  how: string
}

export const BULK_VERBS = [
  'drop-to-pool',
  'take',
  'assign',
  'transfer',
  'add-participants',
  'remove-participants',
  'set-status',
  'set-tags',
  'set-signed-tags',
  'delete',
  'restore',
  'purge',
] as const
export type BulkVerb = (typeof BULK_VERBS)[number]

/** What a verb is told besides the customers it acts on. */
export interface BulkDetails {
  reason?: string
  owner_id?: string
  with_opportunities?: boolean
  employee_ids?: string[]
  may_edit?: boolean
  status_id?: string | null
  tag_ids?: string[]
}

/** The customers a verb acts on: these, or all a list's query finds. */
export type BulkTarget = { ids: string[] } | { filter: Partial<CustomerQuery> }

/** A filter that finds very many is worked off as a job. */
export interface JobStarted {
  id: string
  kind: string
}

export const isJob = (answer: BulkAnswer | JobStarted): answer is JobStarted => 'kind' in answer
