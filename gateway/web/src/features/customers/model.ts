export interface Named {
  id: string
  name: string
}

export type CustomerView = 'mine' | 'participating' | 'team' | 'pool' | 'recycled'

export interface Customer {
  id: string
  version: number
  name: string
  phone: string | null
  address: string | null
  note: string | null
  stage: 'developing' | 'signed'
  status: Named | null
  tags: Named[]
  owner: Named | null
  contact: (Named & { phone: string | null }) | null
  created_at: string
  followed_at: string | null
  falls_at: string | null
  falls_by: Named | null
}

export interface FollowUp {
  id: string
  customer: Named
  behaviour: Named
  content: string
  contact: Named | null
  written_by: Named
  written_at: string
  next_at: string | null
}

export interface FollowUpDraft {
  customer_id: string
  behaviour_id: string
  content: string
  contact_id?: string
  next_at?: string
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
