import type { Choice } from '@/shared/choices/useChoices'
import type { Tone } from '@/shared/tones'
import type { FollowUpDraft, Named } from './model'

const TONES: Tone[] = ['primary', 'success', 'info', 'warning']

/** How a behaviour looks in the timeline: by its place among the configured ones. */
export function behaviourTone(behaviour: Named, behaviours: readonly Choice[]): Tone {
  const place = behaviours.findIndex((each) => each.id === behaviour.id)
  return TONES[Math.max(place, 0) % TONES.length]!
}

export interface FollowUpForm {
  behaviour_id: string
  content: string
  contact_id: string | null
  next_at: string | null
  /** Undefined leaves the status as it is. */
  status_id?: string
}

export const blankFollowUp = (behaviourId = ''): FollowUpForm => ({
  behaviour_id: behaviourId,
  content: '',
  contact_id: null,
  next_at: null,
})

export const isWritable = (form: FollowUpForm) => Boolean(form.behaviour_id && form.content.trim())

/** A form as the server takes it; the status goes along only when it is another one. */
export function draftOf(form: FollowUpForm, customerId: string, statusNow?: string): FollowUpDraft {
  return {
    customer_id: customerId,
    behaviour_id: form.behaviour_id,
    content: form.content.trim(),
    ...(form.contact_id ? { contact_id: form.contact_id } : {}),
    ...(form.next_at ? { next_at: form.next_at } : {}),
    ...(form.status_id && form.status_id !== statusNow ? { status_id: form.status_id } : {}),
  }
}
