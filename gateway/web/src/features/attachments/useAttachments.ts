import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, toValue, type MaybeRefOrGetter } from 'vue'
import { uploadFile } from '@/api/files'
import { useErrorText } from '@/shared/forms/useErrorText'
import { attachFile, deleteAttachment, listAttachments } from './api'

export const MOST_ATTACHMENTS = 10

/** The attachments of a customer, with uploading that tells how far it is. */
export function useAttachments(customerId: MaybeRefOrGetter<string>) {
  const client = useQueryClient()
  const errorText = useErrorText()
  // Below `customers`, so that whatever renews the customer renews them too.
  const key = computed(() => ['customers', 'one', toValue(customerId), 'attachments'])
  const query = useQuery({ queryKey: key, queryFn: () => listAttachments(toValue(customerId)) })
  const items = computed(() => query.data.value ?? [])
  const room = computed(() => MOST_ATTACHMENTS - items.value.length)
  const share = ref<number | null>(null)
  const problem = ref('')

  const renew = () => client.invalidateQueries({ queryKey: ['customers', 'one', toValue(customerId)] })

  /** Uploads and attaches one after the other; the first that is refused ends it, and says why. */
  async function attach(files: readonly File[]) {
    problem.value = ''
    try {
      for (const [place, file] of files.entries()) {
        const onProgress = (part: number) => (share.value = (place + part) / files.length)
        const stored = await uploadFile(file, { name: file.name, onProgress })
        await attachFile(toValue(customerId), stored.id)
      }
    } catch (error) {
      problem.value = errorText(error)
    } finally {
      share.value = null
      await renew()
    }
  }

  async function remove(id: string) {
    await deleteAttachment(id)
    await renew()
  }

  return { items, room, query, attach, remove, share, problem }
}
