import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { listContacts } from './api'

/** Below the customer's own key: renewed whenever the customer is. */
export const contactsKey = (customerId: string) => ['customers', 'one', customerId, 'contacts']

export function useContacts(customerId: MaybeRefOrGetter<string | undefined>) {
  return useQuery({
    queryKey: computed(() => contactsKey(toValue(customerId) ?? '')),
    queryFn: () => listContacts(toValue(customerId)!),
    enabled: computed(() => Boolean(toValue(customerId))),
  })
}
