import type { FieldDefinition } from '@/shared/fields/types'

/** The kinds of things that may have custom fields (C19). */
export const KINDS = ['customer', 'contact', 'lead', 'opportunity', 'order', 'product'] as const
export type FieldKind = (typeof KINDS)[number]

export interface CustomField extends FieldDefinition {
  version: number
  order: number
  choices: string[]
  enabled: boolean
  in_list: boolean
  sortable: boolean
  filterable: boolean
  unique: boolean
}

export type CustomFieldDraft = Omit<CustomField, 'id' | 'version' | 'order'>

export const FLAGS = ['required', 'unique', 'in_list', 'sortable', 'filterable'] as const
export type Flag = (typeof FLAGS)[number]
