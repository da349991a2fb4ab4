import type { FieldType } from './types'

/** A list's conditions by custom fields stand in the address as `<id>:<how>:<value>`. */
export type How = 'is' | 'has' | 'from' | 'to' | 'none'

export const valuesOf = (asked: readonly string[], id: string, how: How): string[] =>
  asked.filter((each) => each.startsWith(`${id}:${how}:`)).map((each) => each.slice(id.length + how.length + 2))

/** The conditions with those of one field and kind replaced; empty values take them away. */
export const withValues = (asked: readonly string[], id: string, how: How, values: readonly string[]): string[] => [
  ...asked.filter((each) => !each.startsWith(`${id}:${how}:`)),
  ...values.filter(Boolean).map((value) => `${id}:${how}:${value}`),
]

/** How a field of the type is asked for. */
export function askedAs(type: FieldType): 'choices' | 'range' | 'days' | 'words' {
  if (type === 'single_choice' || type === 'multiple_choice') return 'choices'
  if (type === 'number' || type === 'integer' || type === 'money') return 'range'
  return type === 'date' || type === 'date_time' ? 'days' : 'words'
}
