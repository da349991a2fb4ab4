import { useQueryClient, type QueryKey } from '@tanstack/vue-query'
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useNotice } from './useNotice'

/** Keeps a setting at once. It is busy until the page shows what was kept: the next change would otherwise meet its own version as a conflict. */
export function useKeeping(queryKey: QueryKey) {
  const { t } = useI18n()
  const client = useQueryClient()
  const notice = useNotice()
  const busy = ref(false)

  async function keep(work: () => Promise<unknown>, said = t('settings.saved')) {
    busy.value = true
    try {
      await work()
      await client.invalidateQueries({ queryKey })
      notice.done(said)
    } catch (failure) {
      notice.failed(failure)
      await client.invalidateQueries({ queryKey })
    } finally {
      busy.value = false
    }
  }

  return { busy, keep }
}
