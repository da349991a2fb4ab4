import type { FieldType } from '@/shared/fields/types'
import type { CustomFieldDraft, Flag } from './model'

const CHOSEN: readonly FieldType[] = ['single_choice', 'multiple_choice']
const UNSORTED: readonly FieldType[] = ['multi_line', 'multiple_choice', 'picture']

export const hasChoices = (type: FieldType) => CHOSEN.includes(type)

/** Whether a field of the type may be so. */
export function mayBe(type: FieldType, flag: Flag): boolean {
  if (flag === 'sortable') return !UNSORTED.includes(type)
  if (flag === 'unique') return !UNSORTED.includes(type) && type !== 'single_choice' && type !== 'time'
  return flag !== 'filterable' || type !== 'picture'
}

export const blankField = (): CustomFieldDraft => ({
  title: '',
  type: 'single_line',
  choices: [],
  enabled: true,
  required: false,
  in_list: false,
  sortable: false,
  filterable: false,
  unique: false,
})

/** One choice per line. */
export const readChoices = (lines: string) => [...new Set(lines.split('\n').map((line) => line.trim()).filter(Boolean))]

/** Without what the type cannot be. */
export function fitting(draft: CustomFieldDraft): CustomFieldDraft {
  const off = (['required', 'unique', 'in_list', 'sortable', 'filterable'] as const).filter((flag) => !mayBe(draft.type, flag))
  return { ...draft, choices: hasChoices(draft.type) ? draft.choices : [], ...Object.fromEntries(off.map((flag) => [flag, false])) }
}
