import { saidValues, type FieldValues } from '@/shared/fields/rules'
import { without } from '@/shared/objects'
import type { Category, Product, ProductDraft } from './model'

export const MOST_LEVELS = 4

export interface CategoryNode {
  value: string
  label: string
  level: number
  children?: CategoryNode[]
}

/** The categories as a tree, each with what lies below it. */
export function treeOf(categories: readonly Category[], parentId: string | null = null): CategoryNode[] {
  return categories
    .filter((category) => category.parent_id === parentId)
    .map(({ id, name, level }) => {
      const children = treeOf(categories, id)
      return { value: id, label: name, level, ...(children.length ? { children } : {}) }
    })
}

/** A category with all above it: `软件 / 订阅`. */
export function pathOf(id: string | null | undefined, categories: readonly Category[]): string {
  const found = categories.find((category) => category.id === id)
  if (!found) return ''
  const above = pathOf(found.parent_id, categories)
  return above ? `${above} / ${found.name}` : found.name
}

export interface ProductForm extends Omit<ProductDraft, 'stock' | 'fields' | 'file_ids'> {
  /** Text, so that nothing typed is lost; empty keeps no stock. */
  stock: string
  fields: FieldValues
}

export const formOf = (product?: Product): ProductForm => ({
  name: product?.name ?? '',
  price: product?.price ?? '',
  category_id: product?.category?.id ?? null,
  unit: product?.unit ?? '',
  note: product?.note ?? '',
  stock: product?.stock?.toString() ?? '',
  enabled: product?.enabled ?? true,
  fields: { ...product?.fields },
})

/** A form as the server takes it. */
export const draftOf = (form: ProductForm, read?: Product): ProductDraft => ({
  ...without(form, 'fields'),
  name: form.name.trim(),
  price: form.price.trim(),
  unit: form.unit?.trim() || null,
  note: form.note?.trim() || null,
  stock: form.stock.trim() ? Number(form.stock) : null,
  ...saidValues(form.fields, read?.fields),
})
