import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { Named, Page } from '@/api/answers'
import { call } from '@/api/call'

export type Recorded = 'leads' | 'products' | 'opportunities' | 'orders'

/** One line of the log of a record. */
export interface RecordChange {
  id: string
  at: string
  by: Named | null
  kind: string
  changes: { field: string; before: unknown; after: unknown }[]
}

/** The log of a record, kept below the record's own key, so that it is renewed with it. */
export const useRecordChanges = (of: Recorded, id: MaybeRefOrGetter<string>, page: MaybeRefOrGetter<number>) =>
  useQuery({
    queryKey: computed(() => [of, 'one', toValue(id), 'changes', toValue(page)]),
    queryFn: () => call<Page<RecordChange>>('GET', `/${of}/${toValue(id)}/changes`, { query: { page: toValue(page) } }),
    placeholderData: keepPreviousData,
  })
