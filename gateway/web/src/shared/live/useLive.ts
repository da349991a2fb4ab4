import { useQueryClient, type QueryKey } from '@tanstack/vue-query'
import { useDebounceFn } from '@vueuse/core'
import { useStream } from './useStream'

const PAUSE_MS = 300
const LONGEST_PAUSE_MS = 2_000

/** Renews what is kept below the keys whenever the stream tells that one of these aggregates changed. */
export function useLive(aggregates: readonly string[], ...keys: QueryKey[]) {
  const client = useQueryClient()
  const renew = useDebounceFn(
    () => Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey }))),
    PAUSE_MS,
    { maxWait: LONGEST_PAUSE_MS },
  )
  useStream<{ aggregate: string }>('changed', ({ aggregate }) => {
    if (aggregates.includes(aggregate)) void renew()
  })
}
