import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { search } from './api'
import type { SearchQuery } from './model'

/** Asks nothing for no words; the last answer stays until the next one is there. */
export const useSearch = (asked: MaybeRefOrGetter<SearchQuery>) =>
  useQuery({
    queryKey: computed(() => ['search', toValue(asked)]),
    queryFn: () => search(toValue(asked)),
    enabled: computed(() => Boolean(toValue(asked).q)),
    placeholderData: keepPreviousData,
  })
