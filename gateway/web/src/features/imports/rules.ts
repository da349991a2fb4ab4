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

/** Columns of an export, in the order they are written. */
export const EXPORT_COLUMNS = [
  'name',
  'phone',
  'address',
  'status',
  'tags',
  'note',
  'owner',
  'created_at',
  'followed_at',
  'falls_at',
] as const

export type ExportKind = 'leads' | 'opportunities' | 'orders' | 'products'

/** Lists that are written with their filter and chosen columns: whose custom fields, and the columns in their order. */
export const EXPORTS: Record<ExportKind, { of: 'lead' | 'opportunity' | 'order' | 'product'; columns: readonly string[] }> = {
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
}
