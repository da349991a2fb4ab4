import { useQueryClient } from '@tanstack/vue-query'
import { useSendings } from '@/shared/files/useSendings'
import { attachFile } from './api'

/** Attaches what is on its way to customers, whatever page is shown; for the frame of all pages. */
export function useAttaching() {
  const client = useQueryClient()

  async function attach(of: string, fileId: string, key: string) {
    await attachFile(of, fileId, key)
    await client.invalidateQueries({ queryKey: ['customers', 'one', of.replace('customer:', '')] })
  }

  useSendings().start(attach)
}
