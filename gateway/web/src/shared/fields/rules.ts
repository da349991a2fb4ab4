import type { FieldDefinition, FieldType, FieldValue } from './types'

/** The mistake in a value, as a key below `common.field`; the server checks again and has the last word. */
export type FieldMistake = 'required' | 'number' | 'integer' | 'money' | 'phone' | 'email' | 'url'

const SHAPES: Partial<Record<FieldType, [FieldMistake, RegExp]>> = {
  number: ['number', /^-?\d+(\.\d+)?$/],
  integer: ['integer', /^-?\d+$/],
  money: ['money', /^-?\d+(\.\d{1,2})?$/],
  phone: ['phone', /^\+?[\d\s-]{5,20}$/],
  email: ['email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  url: ['url', /^https?:\/\/\S+$/],
}

export function mistakeIn(field: FieldDefinition, value: FieldValue | undefined): FieldMistake | null {
  const empty = value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length)
  if (empty) return field.required ? 'required' : null
  const shape = SHAPES[field.type]
  return shape && !shape[1].test(String(value)) ? shape[0] : null
}
