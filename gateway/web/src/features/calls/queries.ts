import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { listCalls } from './api'
import type { CallQuery } from './model'

/** Below `customers`: a changed customer renews its calls too. */
const key = (asked: CallQuery) => ['customers', 'calls', asked]

const FEED_PAGE = 20

/** One page of calls; asked for while it is `wanted`. */
export function useCalls(asked: MaybeRefOrGetter<CallQuery>, wanted: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    queryKey: computed(() => key(toValue(asked))),
    queryFn: () => listCalls(toValue(asked)),
    placeholderData: keepPreviousData,
    enabled: computed(() => toValue(wanted)),
  })
}

/** The same as a list without an end, page after page. */
export function useCallFeed(asked: MaybeRefOrGetter<CallQuery>) {
  return useInfiniteQuery({
    queryKey: computed(() => [...key(toValue(asked)), 'feed']),
    queryFn: ({ pageParam }) => listCalls({ ...toValue(asked), page: pageParam, page_size: FEED_PAGE }),
    initialPageParam: 1,
    getNextPageParam: ({ page, page_size, total }) => (page * page_size < total ? page + 1 : undefined),
  })
}
