export interface Named {
  id: string
  name: string
}

/** The lists of customers (C1). */
export const VIEWS = ['mine', 'team', 'pool', 'recycled'] as const
export type CustomerView = (typeof VIEWS)[number]

export interface Customer {
  id: string
  version: number
  name: string
  phone: string | null
  address: string | null
  note: string | null
  stage: 'developing' | 'signed'
  owner: Named | null
  created_at: string
  followed_at: string | null
}

export interface CustomerDraft {
  name: string
  phone?: string
  address?: string
  note?: string
}

export interface Page<T> {
  items: T[]
  total: number
  page: number
  page_size: number
  total_is_lower_bound?: boolean
}

export interface BulkAnswer {
  done: number
  refused: { id: string; code: string; detail: string }[]
}

export type BulkVerb = 'drop-to-pool' | 'take' | 'delete' | 'restore'

/** What a list offers to do with its rows: the verb, and the action permission it needs. */
export const BULK_VERBS: Record<CustomerView, { verb: BulkVerb; needs: string; harmless?: boolean }[]> = {
  mine: [
    { verb: 'drop-to-pool', needs: 'drop_to_pool' },
    { verb: 'delete', needs: 'delete_customer' },
  ],
  team: [{ verb: 'delete', needs: 'delete_customer' }],
  pool: [
    { verb: 'take', needs: 'take_from_pool', harmless: true },
    { verb: 'delete', needs: 'delete_customer' },
  ],
  recycled: [{ verb: 'restore', needs: 'use_recycle_bin', harmless: true }],
}
