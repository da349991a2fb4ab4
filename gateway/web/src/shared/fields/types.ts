/**
 * The types a field may have: custom fields, approval forms and flow forms are the same list.
 * Each shell has one renderer per type in its `fields/` folder.
 */
export const FIELD_TYPES = [
  'single_line',
  'multi_line',
  'number',
  'integer',
  'money',
  'date',
  'time',
  'date_time',
  'single_choice',
  'multiple_choice',
  'phone',
  'email',
  'url',
  'picture',
] as const

export type FieldType = (typeof FIELD_TYPES)[number]

/** A field as the back office configured it. */
export interface FieldDefinition {
  id: string
  title: string
  type: FieldType
  required: boolean
  choices?: string[]
  in_list?: boolean
  sortable?: boolean
  filterable?: boolean
  enabled?: boolean
}

/** What a field holds: choices and pictures hold several, money is a decimal string. */
export type FieldValue = string | number | string[] | null

const RIGHT_ALIGNED: readonly FieldType[] = ['number', 'integer', 'money']

export const isRightAligned = (type: FieldType) => RIGHT_ALIGNED.includes(type)

/** The value of a field nobody filled in yet. */
export const emptyValue = (type: FieldType): FieldValue =>
  type === 'multiple_choice' || type === 'picture' ? [] : null
