import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { Delivery } from '@/shared/outbox/deliver'
import type { Entry, KeptFile } from '@/shared/outbox/entries'
import { useOutbox } from '@/shared/outbox/useOutbox'
import type { FollowUp, FollowUpDraft } from './model'

const KIND = 'follow-up'

export type UnsentFollowUp = Entry<FollowUpDraft>

/** Writing follow-ups also without a network: they wait on this device and are sent once. */
export function useFollowUpWriting() {
  const outbox = useOutbox()
  const unsent = computed(() => outbox.entries.filter((entry) => entry.kind === KIND) as UnsentFollowUp[])

  const write = (draft: FollowUpDraft, about: string, files: KeptFile[] = []) =>
    outbox.post({ kind: KIND, path: '/follow-ups', body: draft, about, files }) as Promise<Delivery<FollowUp>>

  return { unsent, write }
}

/** What was written about one customer or lead and has not arrived, the newest first. */
export function useUnsentOf(id: MaybeRefOrGetter<string>) {
  const { unsent } = useFollowUpWriting()
  return computed(() => unsent.value.filter(({ body }) => (body.lead_id ?? body.customer_id) === toValue(id)).reverse())
}
