import type { Choice } from '@/shared/choices/useChoices'
import type { Position } from '@/shared/places/position'
import type { Tone } from '@/shared/tones'
import type { FollowUp, FollowUpDraft, Named } from './model'

const TONES: Tone[] = ['primary', 'success', 'info', 'warning']

/** How a behaviour looks in the timeline: by its place among the configured ones. */
export function behaviourTone(behaviour: Named, behaviours: readonly Choice[]): Tone {
  const place = behaviours.findIndex((each) => each.id === behaviour.id)
  return TONES[Math.max(place, 0) % TONES.length]!
}

/** Whom it names with @, people before departments. */
export const namesOf = ({ mentions, mentioned_departments }: Pick<FollowUp, 'mentions' | 'mentioned_departments'>) =>
  [...mentions, ...mentioned_departments].map(({ name }) => name)

/** Where a draft that waits on this device belongs. */
export const placeOf = ({ customer_id, lead_id }: Pick<FollowUpDraft, 'customer_id' | 'lead_id'>) =>
  lead_id ? `/leads/${lead_id}` : `/customers/${customer_id ?? ''}`

/** What it is about, and the address where that is shown. */
export function subjectOf({ customer, lead }: Pick<FollowUp, 'customer' | 'lead'>): { name: string; to: string } {
  return customer ? { name: customer.name, to: `/customers/${customer.id}` } : { name: lead?.name ?? '', to: `/leads/${lead?.id ?? ''}` }
}

export interface FollowUpForm {
  behaviour_id: string
  content: string
  contact_id: string | null
  next_at: string | null
  /** Undefined leaves the status as it is. */
  status_id?: string | null
  mention_ids: string[]
  mention_department_ids: string[]
  /** Set when the contact's role is another one now. */
  contact_role_id?: string | null
  position?: Position | null
  address?: string
}

export const MOST_PICTURES = 9
export const MOST_VOICE_NOTES = 3
export const LONGEST_VOICE_S = 60

export const blankFollowUp = (behaviourId = ''): FollowUpForm => ({
  behaviour_id: behaviourId,
  content: '',
  contact_id: null,
  next_at: null,
  mention_ids: [],
  mention_department_ids: [],
})

/** The form of a draft the server refused, taken up again. */
export const formOf = (draft: FollowUpDraft): FollowUpForm => ({
  ...blankFollowUp(draft.behaviour_id),
  content: draft.content,
  contact_id: draft.contact_id ?? null,
  contact_role_id: draft.contact_role_id ?? null,
  next_at: draft.next_at ?? null,
  status_id: draft.status_id ?? null,
  mention_ids: draft.mention_ids ?? [],
  mention_department_ids: draft.mention_department_ids ?? [],
  position: draft.position ?? null,
  address: draft.address ?? '',
})

export const isWritable = (form: FollowUpForm) => Boolean(form.behaviour_id && form.content.trim())

/** A form as the server takes it; the status goes along only when it is another one. */
export function draftOf(
  form: FollowUpForm,
  customerId: string,
  { statusNow, roleNow, fileIds = [] }: { statusNow?: string; roleNow?: string | null; fileIds?: string[] } = {},
): FollowUpDraft {
  const role = form.contact_id ? form.contact_role_id : undefined
  return {
    customer_id: customerId,
    behaviour_id: form.behaviour_id,
    content: form.content.trim(),
    ...(form.contact_id ? { contact_id: form.contact_id } : {}),
    ...(form.next_at ? { next_at: form.next_at } : {}),
    ...(fileIds.length ? { file_ids: fileIds } : {}),
    ...(form.mention_ids.length ? { mention_ids: form.mention_ids } : {}),
    ...(form.mention_department_ids.length ? { mention_department_ids: form.mention_department_ids } : {}),
    ...(form.position ? { position: form.position } : {}),
    ...(form.address?.trim() ? { address: form.address.trim() } : {}),
    ...(role && role !== roleNow ? { contact_role_id: role } : {}),
    ...(form.status_id && form.status_id !== statusNow ? { status_id: form.status_id } : {}),
  }
}

/** The same about a lead, which has no contacts. */
export function leadDraftOf(form: FollowUpForm, leadId: string, now: { statusNow?: string; fileIds?: string[] } = {}): FollowUpDraft {
  const { customer_id, ...rest } = draftOf({ ...form, contact_id: null }, '', now)
  return { ...rest, lead_id: customer_id || leadId }
}
