import { useFormats } from '@/shared/formats/useFormats'
import { isEmpty } from './rules'
import type { FieldDefinition, FieldValue } from './types'

/** A value as one line of text; pictures are counted. */
export function useFieldWords() {
  const { money, moment } = useFormats()
  return (field: Pick<FieldDefinition, 'type'>, value: FieldValue | undefined): string => {
    if (isEmpty(value)) return ''
    if (field.type === 'picture') return `[${(value as string[]).length}]`
    if (Array.isArray(value)) return value.join('、')
    if (field.type === 'money') return money(value as string)
    return field.type === 'date_time' ? moment(value as string) : String(value)
  }
}
