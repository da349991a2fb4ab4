import { computed } from 'vue'
import type { Delivery } from '@/shared/outbox/deliver'
import type { Entry, KeptFile } from '@/shared/outbox/entries'
import { useOutbox } from '@/shared/outbox/useOutbox'
import type { Visit, VisitDraft } from './model'

const KIND = 'visit'

export type UnsentVisit = Entry<VisitDraft>

/** Checking in also without a network: it waits on this phone with its photos and is sent once. */
export function useCheckIn() {
  const outbox = useOutbox()
  const unsent = computed(() => outbox.entries.filter((entry) => entry.kind === KIND) as UnsentVisit[])

  const checkIn = (draft: VisitDraft, about: string, files: KeptFile[]) =>
    outbox.post({ kind: KIND, path: '/visits', body: draft, about, files }) as Promise<Delivery<Visit>>

  return { unsent, checkIn }
}
