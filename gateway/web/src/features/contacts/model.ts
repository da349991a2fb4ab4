import type { Named, Page } from '@/api/answers'
import type { FieldValues } from '@/shared/fields/rules'
import type { Picture } from '@/shared/fields/usePictures'

export type { Named, Page }

export const MOST_NUMBERS = 3

/** A person at a customer (C7). */
export interface Contact {
  id: string
  version: number
  customer_id: string
  name: string
  title: string | null
  role: Named | null
  mobiles: string[]
  landlines: string[]
  email: string | null
  qq: string | null
  wechat: string | null
  /** `1985-11-27`, or `--11-27` when the year is not known. */
  birthday: string | null
  /** Days until the next birthday, in the company's time zone. */
  birthday_in_days: number | null
  is_default: boolean
  /** Values of custom fields by the field's id, and the pictures among them. */
  fields: FieldValues
  files: Picture[]
}

export interface ContactDraft {
  name: string
  title: string | null
  role_id: string | null
  mobiles: string[]
  landlines: string[]
  email: string | null
  qq: string | null
  wechat: string | null
  birthday: string | null
  is_default: boolean
  fields?: FieldValues
  file_ids?: string[]
}
