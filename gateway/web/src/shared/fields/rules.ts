import type { FieldDefinition, FieldType, FieldValue } from './types'

/** The mistake in a value, as a key below `common.field`; the server checks again and has the last word. */
export type FieldMistake = 'required' | 'number' | 'integer' | 'money' | 'phone' | 'email' | 'url'

const SHAPES: Partial<Record<FieldType, [FieldMistake, RegExp]>> = {
  number: ['number', /^-?\d{1,14}(\.\d{1,6})?$/],
  integer: ['integer', /^-?\d{1,15}$/],
  money: ['money', /^-?\d{1,14}(\.\d{1,2})?$/],
  phone: ['phone', /^\+?[\d()\-,#* 转]{5,50}$/],
  email: ['email', /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/],
  url: ['url', /^https?:\/\/\S+$/],
}

/** Whether nothing was filled in. */
export const isEmpty = (value: FieldValue | undefined) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length)

export function mistakeIn(field: FieldDefinition, value: FieldValue | undefined): FieldMistake | null {
  if (isEmpty(value)) return field.required ? 'required' : null
  const shape = SHAPES[field.type]
  return shape && !shape[1].test(String(value)) ? shape[0] : null
}

/** Values by the field's id. */
export type FieldValues = Record<string, FieldValue>

/** A form's values, with a place for every field. */
export const valuesFor = (fields: readonly FieldDefinition[], values: FieldValues = {}): FieldValues =>
  Object.fromEntries(fields.map(({ id, type }) => [id, values[id] ?? (SEVERAL.includes(type) ? [] : null)]))

const SEVERAL: readonly FieldType[] = ['multiple_choice', 'picture']

/** The values that differ, with null for those emptied: what a change sends. */
export function changedValues(read: FieldValues, now: FieldValues): FieldValues {
  const changed = Object.keys(now).filter((id) => said(read[id]) !== said(now[id]))
  return Object.fromEntries(changed.map((id) => [id, isEmpty(now[id]) ? null : now[id]!]))
}

/** The values that hold something: what something new sends. */
export const filledValues = (values: FieldValues): FieldValues =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)))

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const picturesIn = (values: FieldValues) => Object.values(values).flatMap((value) => (Array.isArray(value) ? value : []))

/** What a draft says of its fields: of something new all that is filled in, of a change what differs from what was
    read, with the pictures among them that were uploaded here. */
export function saidValues(now: FieldValues, read?: FieldValues): { fields?: FieldValues; file_ids?: string[] } {
  const fields = read ? changedValues(read, now) : filledValues(now)
  if (!Object.keys(fields).length) return {}
  const before = picturesIn(read ?? {})
  const uploaded = picturesIn(fields).filter((each) => UUID.test(each) && !before.includes(each))
  return uploaded.length ? { fields, file_ids: uploaded } : { fields }
}

const said = (value: FieldValue | undefined) => (isEmpty(value) ? '' : JSON.stringify(value))
