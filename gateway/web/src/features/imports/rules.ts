import type { ImportPreview } from './model'

export const LARGEST_BYTES = 100 * 1024 * 1024

export type FileMistake = 'kind' | 'size' | 'empty'

/** What is wrong with a chosen file before it is sent; the server looks inside. */
export function mistakeInFile(file: { name: string; size: number }): FileMistake | null {
  if (!/\.xlsx$/i.test(file.name)) return 'kind'
  if (!file.size) return 'empty'
  return file.size > LARGEST_BYTES ? 'size' : null
}

/** Whether anything of a file can be brought in, given what is done with duplicates. */
export const mayRun = (preview: Pick<ImportPreview, 'valid'>) => preview.valid > 0

/** Fields of the sample in the order of the file's columns. */
export const sampleFields = (preview: Pick<ImportPreview, 'columns'>): string[] =>
  preview.columns.flatMap((column) => (column.field ? [column.field] : []))

export type ExportKind =
  | 'customers'
  | 'contacts'
  | 'leads'
  | 'opportunities'
  | 'orders'
  | 'products'
  | 'follow-ups'
  | 'visits'
  | 'calls'
  | 'collections'

interface Exported {
  /** Whose custom fields are columns too. */
  of?: 'customer' | 'contact' | 'lead' | 'opportunity' | 'order' | 'product'
  /** In the order they are written; the first one is always among them. */
  columns: readonly [string, ...string[]]
}

/** Lists that are written with their filter and chosen columns. */
export const EXPORTS: Record<ExportKind, Exported> = {
  customers: {
    of: 'customer',
    columns: ['name', 'phone', 'address', 'status', 'tags', 'note', 'owner', 'created_at', 'followed_at', 'falls_at'],
  },
  contacts: {
    of: 'contact',
    columns: ['customer', 'name', 'title', 'role', 'mobiles', 'landlines', 'email', 'wechat', 'qq', 'birthday', 'is_default', 'created_at'],
  },
  leads: {
    of: 'lead',
    columns: ['name', 'company', 'phone', 'address', 'status', 'source', 'note', 'owner', 'created_at', 'followed_at'],
  },
  opportunities: {
    of: 'opportunity',
    columns: ['title', 'customer', 'stage', 'outcome', 'expected_amount', 'expected_on', 'products', 'owner', 'won_at', 'note', 'created_at'],
  },
  orders: {
    of: 'order',
    columns: ['title', 'customer', 'status', 'product_total', 'deal_amount', 'collected', 'outstanding', 'owner', 'approved_at', 'note', 'created_at'],
  },
  products: {
    of: 'product',
    columns: ['name', 'price', 'category', 'unit', 'stock', 'enabled', 'note', 'created_at', 'updated_at'],
  },
  'follow-ups': {
    columns: ['written_at', 'written_by', 'object', 'stage', 'behaviour', 'contact', 'content', 'address', 'mentions', 'files', 'next_at'],
  },
  visits: {
    columns: ['visited_at', 'visited_by', 'customer', 'stage', 'contact', 'content', 'address', 'distance_m', 'mentions', 'files'],
  },
  calls: {
    columns: ['started_at', 'made_by', 'object', 'stage', 'number', 'direction', 'seconds', 'recording'],
  },
  collections: {
    columns: ['received_on', 'customer', 'order', 'amount', 'invoiced', 'method', 'payee', 'status', 'note', 'created_by', 'created_at'],
  },
}
