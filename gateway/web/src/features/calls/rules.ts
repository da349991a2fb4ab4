import type { Call, CallDraft } from './model'

/** Whom a call was with: a customer or a lead. */
export interface Subject {
  kind: 'customer' | 'lead'
  id: string
}

export const keyOf = ({ kind, id }: Subject) => `${kind}:${id}`

export function subjectOf(key: string): Subject | undefined {
  const [kind, id] = key.split(':')
  return id && (kind === 'customer' || kind === 'lead') ? { kind, id } : undefined
}

/** Where its customer or lead is shown. */
export const addressOf = ({ customer, lead }: Pick<Call, 'customer' | 'lead'>) =>
  customer ? `/customers/${customer.id}?tab=calls` : `/leads/${lead?.id}?tab=calls`

export interface CallForm {
  subject: string
  number: string
  direction: Call['direction']
  started_at: string | null
  seconds: string
}

/** As the server takes it; `file_id` is the recording's. */
export function draftOf(form: CallForm, file_id?: string): CallDraft {
  const subject = subjectOf(form.subject)
  return {
    ...(subject?.kind === 'lead' ? { lead_id: subject.id } : { customer_id: subject?.id }),
    number: form.number.trim(),
    direction: form.direction,
    started_at: form.started_at ?? '',
    seconds: Number(form.seconds),
    ...(file_id ? { file_id } : {}),
  }
}

/** What still keeps it from being sent; the server checks the same. */
export const missingIn = (form: CallForm) =>
  (['subject', 'number', 'seconds'] as const).find((name) => !form[name].trim())
