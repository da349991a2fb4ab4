import type { BulkAnswer, Named, Page } from '@/api/answers'
import type { FieldValues } from '@/shared/fields/rules'
import type { Picture } from '@/shared/fields/usePictures'

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
  /** Values of custom fields by the field's id, and the pictures among them. */
  fields: FieldValues
  files: Picture[]
}

export interface ProductDraft {
  name: string
  price: string
  category_id: string | null
  unit: string | null
  note: string | null
  stock: number | null
  enabled: boolean
  fields?: FieldValues
  file_ids?: string[]
}

export interface ProductQuery {
  q?: string
  category_id?: string[]
  enabled?: string
  /** Conditions by custom fields: `<id>:<how>:<value>`. */
  field?: string[]
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
