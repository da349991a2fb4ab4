import { saidValues, type FieldValues } from '@/shared/fields/rules'
import type { Tone } from '@/shared/tones'
import type { Lead, LeadDraft, LeadQuery, Named } from './model'

export interface LeadForm {
  name: string
  company: string
  phone: string
  address: string
  note: string
  status_id: string
  source_id: string
  fields: FieldValues
}

export const formOf = (lead?: Lead): LeadForm => ({
  name: lead?.name ?? '',
  company: lead?.company ?? '',
  phone: lead?.phone ?? '',
  address: lead?.address ?? '',
  note: lead?.note ?? '',
  status_id: lead?.status?.id ?? '',
  source_id: lead?.source?.id ?? '',
  fields: { ...lead?.fields },
})

/** As the server takes it; a new lead without a status begins with the first one. */
export function draftOf(form: LeadForm, read?: Lead): LeadDraft {
  const text = (words: string) => words.trim() || null
  return {
    name: form.name,
    company: text(form.company),
    phone: text(form.phone),
    address: text(form.address),
    note: text(form.note),
    ...(!read && !form.status_id ? {} : { status_id: form.status_id || null }),
    source_id: form.source_id || null,
    ...saidValues(form.fields, read?.fields),
  }
}

/** What a customer is called that comes of the lead. */
export const customerNameOf = (lead: Pick<Lead, 'name' | 'company'>) => lead.company || lead.name

/** How a status looks: by its place among the configured ones, the last one being closed. */
export function leadTone(status: Named, statuses: readonly { id: string }[]): Tone {
  const place = statuses.findIndex((each) => each.id === status.id)
  if (place === 0) return 'warning'
  return place === statuses.length - 1 ? 'info' : 'success'
}

/** A list's query without its page and order: what a bulk or an export goes over. */
export const filterOf = (asked: LeadQuery) =>
  Object.fromEntries(Object.entries(asked).filter(([key]) => !['page', 'page_size', 'sort'].includes(key))) as LeadQuery

/** What is asked when a lead becomes a customer: the customer's fields, and those of the person at a company. */
export interface ConversionForm {
  name: string
  phone: string
  fields: FieldValues
  contact: FieldValues
}

export const blankConversion = (): ConversionForm => ({ name: '', phone: '', fields: {}, contact: {} })

export function conversionOf(form: ConversionForm) {
  const { fields, file_ids: pictures = [] } = saidValues(form.fields)
  const { fields: ofPerson, file_ids: more = [] } = saidValues(form.contact)
  return {
    name: form.name,
    phone: form.phone.trim() || null,
    ...(fields && { fields }),
    ...(ofPerson && { contact: { fields: ofPerson } }),
    ...(pictures.length + more.length && { file_ids: [...pictures, ...more] }),
  }
}
