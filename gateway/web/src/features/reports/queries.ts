import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useStream } from '@/shared/live/useStream'
import { useUi } from '@/shared/stores/ui'
import { getReport, listRowsBehind } from './api'
import type { CellAddress, ReportFilter, ReportName } from './model'

export const ROWS_PER_PAGE = 20

/** Changes reach a report some milliseconds after they are told live. */
const SETTLED_MS = 600

/** One page of a report; read anew when customers changed. */
export function useReport(
  name: MaybeRefOrGetter<ReportName>,
  filter: MaybeRefOrGetter<ReportFilter>,
  page: MaybeRefOrGetter<number> = 1,
  pageSize = ROWS_PER_PAGE,
) {
  const ui = useUi()
  const asked = computed(() => ({ ...toValue(filter), page: toValue(page), page_size: pageSize }))
  const query = useQuery({
    queryKey: ['reports', computed(() => toValue(name)), asked, computed(() => ui.language)],
    queryFn: () => getReport(toValue(name), asked.value),
    placeholderData: (before, last) => (last?.queryKey[1] === toValue(name) ? before : undefined),
  })
  let waiting: ReturnType<typeof setTimeout> | undefined
  useStream('changed', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void query.refetch(), SETTLED_MS)
  })
  return query
}

/** The rows behind one cell. */
export const useRowsBehind = (
  name: MaybeRefOrGetter<ReportName>,
  filter: MaybeRefOrGetter<ReportFilter>,
  cell: MaybeRefOrGetter<CellAddress | null>,
  page: MaybeRefOrGetter<number>,
) =>
  useQuery({
    queryKey: [
      'report-rows',
      computed(() => ({ name: toValue(name), ...toValue(filter), ...toValue(cell), page: toValue(page) })),
    ],
    queryFn: () =>
      listRowsBehind(toValue(name), {
        ...toValue(filter),
        ...toValue(cell)!,
        page: toValue(page),
        page_size: ROWS_PER_PAGE,
      }),
    enabled: computed(() => toValue(cell) !== null),
    placeholderData: keepPreviousData,
  })
