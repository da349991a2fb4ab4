import type { Choice } from '@/shared/choices/useChoices'
import { saidValues, type FieldValues } from '@/shared/fields/rules'
import type { FieldValue } from '@/shared/fields/types'
import type { Tone } from '@/shared/tones'
import type { Customer, CustomerDraft, CustomerQuery, Named, Position, WholeCustomer } from './model'

/** Tones in the order of the configured statuses, from new to won. */
const TONES: Tone[] = ['info', 'primary', 'warning', 'primary', 'success', 'danger']

/** How a status looks: by its place among the configured ones, so that it is the same everywhere. */
export function statusTone(status: Named | null, statuses: readonly Choice[]): Tone {
  const place = statuses.findIndex((each) => each.id === status?.id)
  return place < 0 ? 'info' : TONES[place % TONES.length]!
}

export interface Step extends Named {
  state: 'past' | 'now' | 'ahead'
}

/** The statuses as the steps of one way; one switched off since stands last while a customer still has it. */
export function statusSteps(status: Named | null, statuses: readonly Choice[]): Step[] {
  const enabled: Named[] = statuses.filter((each) => each.enabled)
  const way = status && !enabled.some((each) => each.id === status.id) ? [...enabled, status] : enabled
  const now = way.findIndex((each) => each.id === status?.id)
  return way.map(({ id, name }, place) => ({
    id,
    name,
    state: place === now ? 'now' : place < now ? 'past' : 'ahead',
  }))
}

export interface Countdown {
  over: boolean
  days: number
  hours: number
  minutes: number
  seconds: number
}

/** What is left until a customer falls into the pool (C4). */
export function countdown(fallsAt: string, now: number): Countdown {
  const left = Math.max(0, Math.floor((new Date(fallsAt).getTime() - now) / 1000))
  return {
    over: left === 0,
    days: Math.floor(left / 86_400),
    hours: Math.floor(left / 3_600) % 24,
    minutes: Math.floor(left / 60) % 60,
    seconds: left % 60,
  }
}

/** How far the server's clock is ahead of this device's, so that a countdown is right on a wrong clock too. */
export const clockAhead = (serverTime: string, receivedAt: number) => new Date(serverTime).getTime() - receivedAt

/** A list's query without its place: what a bulk call or an export is asked by. */
export function filterOf(asked: Partial<CustomerQuery>): Partial<CustomerQuery> {
  return Object.fromEntries(
    Object.entries(asked).filter(([key]) => !['page', 'page_size', 'sort'].includes(key)),
  ) as Partial<CustomerQuery>
}

const FIELDS = ['name', 'phone', 'source_id', 'status_id', 'tag_ids', 'address', 'position', 'note'] as const
/** A field of the form: one that is built in, or `fields.<id>`. */
export type BasicField = (typeof FIELDS)[number] | `fields.${string}`
type BasicValue = FieldValue | undefined

/** Basic data as a form holds it: a position is text, `104.065735, 30.659462`. */
export interface BasicData {
  name: string
  phone: string
  address: string
  note: string
  position: string
  source_id: string | null
  status_id: string | null
  tag_ids: string[]
  fields: FieldValues
}

export const basicData = (customer?: WholeCustomer | Customer): BasicData => ({
  name: customer?.name ?? '',
  phone: customer?.phone ?? '',
  address: customer?.address ?? '',
  note: customer?.note ?? '',
  position: customer?.position ? `${customer.position.lng}, ${customer.position.lat}` : '',
  source_id: customer?.source?.id ?? null,
  status_id: customer?.status?.id ?? null,
  tag_ids: customer?.tags.map((tag) => tag.id) ?? [],
  fields: { ...customer?.fields },
})

const CUSTOM = 'fields.'
const same = (one: unknown, other: unknown) => JSON.stringify(one || '') === JSON.stringify(other || '')

/** What the form holds in a field. */
export const valueOf = (data: BasicData, field: BasicField): BasicValue =>
  field.startsWith(CUSTOM) ? data.fields[field.slice(CUSTOM.length)] : data[field as (typeof FIELDS)[number]]

/** The form with another value in a field. */
export const withValue = (data: BasicData, field: BasicField, value: BasicValue): BasicData =>
  field.startsWith(CUSTOM)
    ? { ...data, fields: { ...data.fields, [field.slice(CUSTOM.length)]: value ?? null } }
    : { ...data, [field]: value }

const fieldsOf = (...all: BasicData[]): BasicField[] => [
  ...FIELDS,
  ...new Set(all.flatMap(({ fields }) => Object.keys(fields)).map((id): BasicField => `fields.${id}`)),
]

/** The fields that differ between what was read and what the form holds now. */
export function changedFields(read: BasicData, now: BasicData): Partial<CustomerDraft> {
  const changed = FIELDS.filter((field) => !same(read[field], now[field]))
  const plain = Object.fromEntries(changed.map((field) => [field, said(field, now[field])]))
  return { ...plain, ...saidValues(now.fields, read.fields) }
}

/** Fields that both this person and another changed since it was read, to different values. */
export function conflicts(read: BasicData, mine: BasicData, theirs: BasicData): BasicField[] {
  return fieldsOf(read, mine, theirs).filter((field) => {
    const [before, here, there] = [read, mine, theirs].map((data) => valueOf(data, field))
    return !same(before, here) && !same(before, there) && !same(here, there)
  })
}

/** Takes over what another changed and keeps what was typed here: nothing is lost on either side. */
export function merged(read: BasicData, mine: BasicData, theirs: BasicData): BasicData {
  return fieldsOf(read, mine, theirs).reduce(
    (kept, field) => (same(valueOf(read, field), valueOf(mine, field)) ? withValue(kept, field, valueOf(theirs, field)) : kept),
    mine,
  )
}

/** A draft as the server takes it: what was left empty is not sent. */
export function draftOf(form: BasicData): CustomerDraft {
  const filled = FIELDS.filter((field) => form[field]?.length).map((field) => [field, said(field, form[field])])
  return { ...Object.fromEntries(filled), ...saidValues(form.fields), name: form.name.trim() }
}

function said(field: (typeof FIELDS)[number], value: BasicValue) {
  if (typeof value !== 'string') return value
  return field === 'position' ? readPosition(value) : value.trim() || null
}

/** Reads `104.065735, 30.659462`; what is no position is sent as it is, so that the server says so at its field. */
function readPosition(text: string): Position | string | null {
  const parts = text.trim().split(/[\s,，]+/)
  if (!parts[0]) return null
  const [lng, lat] = parts.map(Number)
  return parts.length === 2 && Number.isFinite(lng) && Number.isFinite(lat) ? { lng: lng!, lat: lat! } : text
}
