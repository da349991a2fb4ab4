import type { Position } from '@/shared/places/position'
import type { Visit, VisitDraft } from './model'

export const MOST_PHOTOS = 9
const SENT_LATER_MS = 5 * 60_000

/** Whether it waited on the phone for a network. */
export const wasSentLater = ({ visited_at, received_at }: Pick<Visit, 'visited_at' | 'received_at'>) =>
  Date.parse(received_at) - Date.parse(visited_at) > SENT_LATER_MS

/** Whom it copies with @, people before departments. */
export const copiedTo = ({ mentions, mentioned_departments }: Pick<Visit, 'mentions' | 'mentioned_departments'>) =>
  [...mentions, ...mentioned_departments].map(({ name }) => name)

export interface CheckInForm {
  customer_id: string
  content: string
  contact_id: string | null
  position: Position | null
  address: string
  mention_ids: string[]
  mention_department_ids: string[]
  take_as_customer_position: boolean
}

export const blankCheckIn = (customerId = ''): CheckInForm => ({
  customer_id: customerId,
  content: '',
  contact_id: null,
  position: null,
  address: '',
  mention_ids: [],
  mention_department_ids: [],
  take_as_customer_position: false,
})

/** What still keeps it from being sent, by field; the server checks the same. */
export function missingIn(form: CheckInForm, { photos, photoRequired }: { photos: number; photoRequired: boolean }) {
  return {
    customer_id: !form.customer_id,
    content: !form.content.trim(),
    position: !form.position,
    file_ids: photoRequired && photos === 0,
  }
}

/** As the server takes it, with the moment it was, since it may be sent later. */
export function draftOf(form: CheckInForm, now: Date): VisitDraft {
  return {
    customer_id: form.customer_id,
    content: form.content.trim(),
    position: form.position!,
    visited_at: now.toISOString(),
    ...(form.address.trim() ? { address: form.address.trim() } : {}),
    ...(form.contact_id ? { contact_id: form.contact_id } : {}),
    ...(form.mention_ids.length ? { mention_ids: form.mention_ids } : {}),
    ...(form.mention_department_ids.length ? { mention_department_ids: form.mention_department_ids } : {}),
    ...(form.take_as_customer_position ? { take_as_customer_position: true } : {}),
  }
}
