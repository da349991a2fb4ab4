import type { Named } from '@/api/answers'

/** The lists whose looks can be saved. */
export type ListKind =
  | 'customers'
  | 'signed-customers'
  | 'leads'
  | 'opportunities'
  | 'orders'
  | 'products'
  | 'follow-ups'
  | 'visits'
  | 'calls'
  | 'collections'

/** How a list is looked at: the query of its address, and its columns in their order; null are the standard ones. */
export interface SavedView {
  id: string
  version: number
  list: ListKind
  name: string
  query: Record<string, string[]>
  columns: string[] | null
  shared: boolean
  author: Named
  /** The list opens with it, for this person. */
  first: boolean
  may: ('change' | 'share' | 'delete')[]
}

export interface ViewDraft {
  list: ListKind
  name: string
  query: Record<string, string[]>
  columns: string[] | null
  shared: boolean
  first: boolean
}

export type ViewChange = Partial<Pick<SavedView, 'name' | 'query' | 'columns' | 'shared'>> & { version: number }
