import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { call } from '@/api/call'
import { useStream } from '@/shared/live/useStream'
import { useUi } from '@/shared/stores/ui'
import type { Workbench } from './model'

/** Changes reach the figures some milliseconds after they are told live. */
const SETTLED_MS = 800

/** The figures of the start page; read anew when something changed. */
export function useWorkbench(range: MaybeRefOrGetter<string>) {
  const ui = useUi()
  const query = useQuery({
    queryKey: ['workbench', computed(() => toValue(range)), computed(() => ui.language)],
    queryFn: () => call<Workbench>('GET', '/workbench', { query: { range: toValue(range) } }),
    placeholderData: keepPreviousData,
  })
  let waiting: ReturnType<typeof setTimeout> | undefined
  useStream('changed', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void query.refetch(), SETTLED_MS)
  })
  return query
}
