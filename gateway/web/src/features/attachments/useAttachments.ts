import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useSendings } from '@/shared/files/useSendings'
import { deleteAttachment, listAttachments, ofCustomer } from './api'

export const MOST_ATTACHMENTS = 10

/** The attachments of a customer, with those that are still on their way. */
export function useAttachments(customerId: MaybeRefOrGetter<string>) {
  const client = useQueryClient()
  const sendings = useSendings()
  const of = computed(() => ofCustomer(toValue(customerId)))
  // Below `customers`, so that whatever renews the customer renews them too.
  const key = computed(() => ['customers', 'one', toValue(customerId), 'attachments'])
  const query = useQuery({ queryKey: key, queryFn: () => listAttachments(toValue(customerId)) })
  const items = computed(() => query.data.value ?? [])
  const underway = computed(() => sendings.of(of.value))
  const room = computed(() => MOST_ATTACHMENTS - items.value.length - underway.value.length)

  const attach = (files: readonly File[]) => sendings.add(of.value, files)

  async function remove(id: string) {
    await deleteAttachment(id)
    await client.invalidateQueries({ queryKey: ['customers', 'one', toValue(customerId)] })
  }

  return { items, room, query, underway, attach, remove }
}
