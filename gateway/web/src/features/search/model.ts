import type { Named } from '@/api/answers'

export const FOUND_KINDS = ['customer', 'contact', 'lead', 'opportunity', 'order', 'product'] as const
export type FoundKind = (typeof FOUND_KINDS)[number]

/** One thing that a search found. */
export interface Found {
  id: string
  name: string
  phone: string | null
  company: string | null
  state: string | null
  in_pool: boolean
  owner: Named | null
  customer: Named | null
}

export interface FoundGroup {
  kind: FoundKind
  items: Found[]
  total: number
  total_is_lower_bound?: boolean
  page: number
  page_size: number
}

export interface SearchQuery {
  q: string
  kind?: FoundKind[]
  page?: number
  page_size?: number
}
