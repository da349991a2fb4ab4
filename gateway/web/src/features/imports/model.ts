/** What may be brought in, and where it is found afterwards. */
export const IMPORTS = {
  customers: { path: '/customers', needs: 'customers' },
  'pool-customers': { path: '/customers', query: { view: 'pool' }, needs: 'customers' },
  contacts: { path: '/customers', needs: 'customers' },
  leads: { path: '/leads', needs: 'leads' },
  products: { path: '/products', needs: 'products' },
} as const
export type ImportKind = keyof typeof IMPORTS
export type OnDuplicate = 'skip' | 'update'

export interface ImportColumn {
  title: string
  /** The field it fills, or null when nobody knows it. */
  field: string | null
}

export interface RowError {
  row: number
  field: string | null
  detail: string
}

/** What a file would bring, before anything is written. */
export interface ImportPreview {
  rows: number
  valid: number
  invalid: number
  duplicates: number
  columns: ImportColumn[]
  sample: Record<string, unknown>[]
  errors: RowError[]
}

export interface ImportResult {
  created: number
  updated: number
  skipped: number
  failed: number
}

export interface StartedJob {
  id: string
  kind: string
}
