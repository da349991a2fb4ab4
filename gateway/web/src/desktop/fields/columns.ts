import { isRightAligned, type FieldDefinition } from '@/shared/fields/types'
import type { Column } from '../components/base/table'

/** The columns of a list for the configured fields that are shown in lists. */
export const fieldColumns = (fields: readonly FieldDefinition[]): Column[] =>
  fields.filter(({ in_list }) => in_list).map(columnOf)

const columnOf = ({ id, title, type, sortable }: FieldDefinition): Column => ({
  key: `field:${id}`,
  title,
  width: 140,
  sortable,
  align: isRightAligned(type) ? 'right' : undefined,
})
