import { call, type Asked } from '@/api/call'
import type {
  BulkAnswer,
  BulkDetails,
  BulkTarget,
  BulkVerb,
  Customer,
  CustomerCounters,
  CustomerDraft,
  CustomerQuery,
  DuplicateHit,
  FallExplained,
  JobStarted,
  Named,
  NearCustomer,
  NearQuery,
  OwnerSpan,
  Page,
  Stage,
  WholeCustomer,
} from './model'

export const listCustomers = (query: Partial<CustomerQuery>) =>
  call<Page<Customer>>('GET', '/customers', { query: query as Asked })

/** Customers within a radius of a place, the nearest first. */
export const listNearby = (query: NearQuery) =>
  call<Page<NearCustomer>>('GET', '/customers/nearby', { query: { ...query } as Asked })

export const countCustomers = (stage: Stage) => call<CustomerCounters>('GET', '/customers/counters', { query: { stage } })

export const getCustomer = (id: string) => call<WholeCustomer>('GET', `/customers/${id}`)

/** A customer with its contacts and latest follow-ups in one answer (C4); both belong to their own features. */
export interface OverviewAnswer<Contact = Named, FollowUp = { id: string }> {
  customer: WholeCustomer
  contacts: Contact[]
  follow_ups: FollowUp[]
  counts: { contacts: number; follow_ups: number; visits: number; calls: number; changes: number; attachments: number }
  server_time: string
}

export const getOverview = <Contact, FollowUp>(id: string) =>
  call<OverviewAnswer<Contact, FollowUp>>('GET', `/customers/${id}/overview`)

export const createCustomer = (body: CustomerDraft) => call<WholeCustomer>('POST', '/customers', { body })

/** Changes basic data; 409 when another was faster than `version` (C6). */
export const changeCustomer = (id: string, body: { version: number } & Partial<CustomerDraft>) =>
  call<WholeCustomer>('PATCH', `/customers/${id}`, { body })

export const findDuplicates = (typed: { name: string; phone: string; except_id?: string }) =>
  call<{ items: DuplicateHit[] }>('GET', '/customers/duplicates', { query: typed })

/** Moves everything of the other customer to this one; 409 when somebody edited either meanwhile. */
export const mergeCustomers = (id: string, body: { version: number; other_id: string; other_version: number }) =>
  call<WholeCustomer>('POST', `/customers/${id}/merge`, { body })

/** Why and when it falls into the pool, rule by rule (C17). */
export const explainFall = (id: string) => call<FallExplained>('GET', `/customers/${id}/fall`)

export const listOwners = (id: string) => call<{ items: OwnerSpan[] }>('GET', `/customers/${id}/owners`)

/** What the company limits around the pool; null is no limit (C17). */
export interface PoolLimits {
  may_hold: number | null
  may_take_a_day: number | null
  days_before_taken_back: number | null
  reason_required: boolean
  participants_may_edit: boolean
}

export const getPoolLimits = () => call<PoolLimits>('GET', '/settings/pool-limits')

export const bulkCustomers = (verb: BulkVerb, target: BulkTarget, details: BulkDetails = {}) =>
  call<BulkAnswer | JobStarted>('POST', `/customers/bulk/${verb}`, { body: { ...target, ...details } })

/** Carries out a verb on one customer the way the lists do it. */
export const actOn = (verb: BulkVerb, id: string, details: BulkDetails = {}) =>
  bulkCustomers(verb, { ids: [id] }, details) as Promise<BulkAnswer>
