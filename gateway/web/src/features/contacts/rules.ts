import { saidValues, type FieldValues } from '@/shared/fields/rules'
import { without } from '@/shared/objects'
import { MOST_NUMBERS, type Contact, type ContactDraft } from './model'

/** A birthday is reminded this many days ahead (C5). */
export const REMINDED_DAYS = 7

export interface Birthday {
  year: number | null
  month: number
  day: number
}

/** Reads `1985-11-27` or `--11-27`. */
export function readBirthday(text: string | null): Birthday | null {
  const match = /^(?:(\d{4})|-)-(\d{2})-(\d{2})$/.exec(text ?? '')
  if (!match) return null
  return { year: match[1] ? Number(match[1]) : null, month: Number(match[2]), day: Number(match[3]) }
}

const two = (value: number) => String(value).padStart(2, '0')

export const writeBirthday = ({ year, month, day }: Birthday) =>
  `${year === null ? '-' : String(year).padStart(4, '0')}-${two(month)}-${two(day)}`

/** Days of a month; February has 29 when the year is not known. */
export const daysIn = (month: number, year: number | null) => new Date(year ?? 2000, month, 0).getDate()

/** `11-27`: the part of a birthday that comes again each year. */
export const dayOfBirthday = (text: string) => text.slice(-5)

export const isBirthdaySoon = (contact: Pick<Contact, 'birthday_in_days'>) =>
  contact.birthday_in_days !== null && contact.birthday_in_days <= REMINDED_DAYS

/** The number to call first. */
export const mainNumber = (contact: Pick<Contact, 'mobiles' | 'landlines'>) =>
  contact.mobiles[0] ?? contact.landlines[0] ?? null

/** The default contact first, then as the server orders them. */
export const defaultFirst = <T extends Pick<Contact, 'is_default'>>(contacts: readonly T[]): T[] =>
  [...contacts].sort((one, other) => Number(other.is_default) - Number(one.is_default))

export type ContactForm = Omit<ContactDraft, 'fields' | 'file_ids'> & { fields: FieldValues }

/** A contact as a form holds it: one empty line for each kind of number. */
export const formOf = (contact?: Contact): ContactForm => ({
  name: contact?.name ?? '',
  title: contact?.title ?? '',
  role_id: contact?.role?.id ?? null,
  mobiles: contact?.mobiles.length ? [...contact.mobiles] : [''],
  landlines: contact?.landlines.length ? [...contact.landlines] : [''],
  email: contact?.email ?? '',
  qq: contact?.qq ?? '',
  wechat: contact?.wechat ?? '',
  birthday: contact?.birthday ?? null,
  is_default: contact?.is_default ?? false,
  fields: { ...contact?.fields },
})

const text = (value: string | null) => value?.trim() || null
const numbers = (values: string[]) =>
  values
    .map((each) => each.trim())
    .filter(Boolean)
    .slice(0, MOST_NUMBERS)

/** A form as the server takes it: empty lines are dropped. */
export const draftOf = (form: ContactForm, read?: Contact): ContactDraft => ({
  ...without(form, 'fields'),
  name: form.name.trim(),
  title: text(form.title),
  mobiles: numbers(form.mobiles),
  landlines: numbers(form.landlines),
  email: text(form.email),
  qq: text(form.qq),
  wechat: text(form.wechat),
  ...saidValues(form.fields, read?.fields),
})
