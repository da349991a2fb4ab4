import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { call } from '@/api/call'

/** The lists a company configures in the back office (C19). */
export type ChoiceKind =
  | 'lead-statuses'
  | 'customer-statuses'
  | 'customer-tags'
  | 'signed-statuses'
  | 'signed-tags'
  | 'sources'
  | 'behaviours'
  | 'drop-reasons'
  | 'contact-roles'
  | 'stages'
  | 'loss-reasons'
  | 'payment-methods'

export interface Choice {
  id: string
  name: string
  order: number
  enabled: boolean
  stage?: 'developing' | 'signed' | null
  /** Of stages of opportunities: in percent, and how an opportunity ends there. */
  chance?: number
  outcome?: 'open' | 'won' | 'lost'
  /** Of statuses and tags: what they become when the customer changes stage (S4). */
  becomes_id?: string | null
}

const KEPT_MS = 5 * 60_000

export const choicesKey = (kind: ChoiceKind) => ['choices', kind]

/** One configured list: `choices` are those that may be chosen now, `all` also those switched off. */
export function useChoices(kind: ChoiceKind, wanted: MaybeRefOrGetter<boolean> = true) {
  const query = useQuery({
    queryKey: choicesKey(kind),
    queryFn: () => call<{ items: Choice[] }>('GET', `/settings/${kind}`),
    enabled: computed(() => toValue(wanted)),
    staleTime: KEPT_MS,
  })
  const all = computed(() => [...(query.data.value?.items ?? [])].sort((one, other) => one.order - other.order))
  const choices = computed(() => all.value.filter((choice) => choice.enabled))
  /** As a filter or a select takes them. */
  const options = computed(() => choices.value.map(({ id, name }) => ({ value: id, label: name })))
  return { all, choices, options, query }
}
