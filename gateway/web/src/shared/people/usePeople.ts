import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { Named, Page } from '@/api/answers'
import { call } from '@/api/call'

export interface Person extends Named {
  department: Named | null
}

const FOUND = 50

/** Colleagues who still work here, found by name, account or department: for choosing an owner or a participant. */
export function usePeople(words: MaybeRefOrGetter<string> = '', wanted: MaybeRefOrGetter<boolean> = true) {
  const query = useQuery({
    queryKey: ['people', computed(() => toValue(words).trim())],
    queryFn: () =>
      call<Page<Person>>('GET', '/employees', {
        query: { q: toValue(words).trim(), enabled: true, page_size: FOUND },
      }),
    enabled: computed(() => toValue(wanted)),
    placeholderData: keepPreviousData,
  })
  const people = computed(() => query.data.value?.items ?? [])
  return { people, query }
}
