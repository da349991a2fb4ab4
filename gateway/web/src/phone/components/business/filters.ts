import type { QueryState, QueryValue } from '@/shared/address/useQueryState'

export interface Choice {
  value: string
  label: string
}

/** One filter of a list; keys are parameters of the request and of the address, as at a desk. */
export type FilterField =
  /** A few, all in sight. */
  | { kind: 'chips'; key: string; label: string; choices: readonly Choice[]; several?: boolean }
  /** Many, behind a sheet of their own. */
  | { kind: 'pick'; key: string; label: string; choices: readonly Choice[]; several?: boolean }
  | { kind: 'people' | 'department' | 'products'; key: string; label: string; several?: boolean }
  | { kind: 'number'; key: string; label: string }
  | { kind: 'dates'; from: string; to: string; label: string }

/** A range of dates, kept in `<key>_from` and `<key>_to`. */
export const dates = (key: string, label: string): FilterField => ({ kind: 'dates', from: `${key}_from`, to: `${key}_to`, label })

/** Whose: a colleague's or a department's. */
export const whose = (person: string, department: string): FilterField[] => [
  { kind: 'people', key: 'employee_id', label: person },
  { kind: 'department', key: 'department_id', label: department },
]

export const keysOf = (field: FilterField) => (field.kind === 'dates' ? [field.from, field.to] : [field.key])

const isSaid = (value: QueryValue | undefined) => (Array.isArray(value) ? value.length > 0 : Boolean(value))

/** How many of the filters narrow the list. */
export const saidOf = (fields: readonly FilterField[], state: QueryState) =>
  fields.filter((field) => keysOf(field).some((key) => isSaid(state[key]))).length

/** The same keys, saying nothing. */
export const blankOf = (held: QueryState): QueryState =>
  Object.fromEntries(
    Object.entries(held).map(([key, value]) => [key, Array.isArray(value) ? [] : typeof value === 'number' ? 0 : '']),
  )
