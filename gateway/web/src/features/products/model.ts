import type { BulkAnswer, Named, Page } from '@/api/answers'

export type { BulkAnswer, Named, Page }

export interface Product {
  id: string
  version: number
  name: string
  /** Money, as everywhere: a string with two places. */
  price: string
  category: Named | null
  unit: string | null
  note: string | null
  /** Null where no stock is kept. */
  stock: number | null
  enabled: boolean
  created_at: string
  updated_at: string
}

export interface ProductDraft {
  name: string
  price: string
  category_id: string | null
  unit: string | null
  note: string | null
  stock: number | null
  enabled: boolean
}

export interface ProductQuery {
  q?: string
  category_id?: string[]
  enabled?: string
  sort?: string
  page?: number
  page_size?: number
}

export interface Category {
  id: string
  version: number
  name: string
  parent_id: string | null
  level: number
}

export type ProductTarget = { ids: string[] } | { filter: Partial<ProductQuery> }
