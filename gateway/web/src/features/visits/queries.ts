import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { getVisit, getVisitRules, listVisits } from './api'
import type { VisitQuery } from './model'

/** Below `customers`: a changed customer renews its visits too. */
export const visitsKey = (asked: VisitQuery) => ['customers', 'visits', asked]
export const RULES_KEY = ['visit-rules']

const FEED_PAGE = 20

export function useVisits(asked: MaybeRefOrGetter<VisitQuery>) {
  return useQuery({
    queryKey: computed(() => visitsKey(toValue(asked))),
    queryFn: () => listVisits(toValue(asked)),
    placeholderData: keepPreviousData,
  })
}

export function useVisit(id: MaybeRefOrGetter<string | undefined>) {
  return useQuery({
    queryKey: computed(() => ['customers', 'visits', 'one', toValue(id) ?? '']),
    queryFn: () => getVisit(toValue(id)!),
    enabled: computed(() => Boolean(toValue(id))),
  })
}

/** The same as a list without an end, page after page. */
export function useVisitFeed(asked: MaybeRefOrGetter<VisitQuery>) {
  return useInfiniteQuery({
    queryKey: computed(() => [...visitsKey(toValue(asked)), 'feed']),
    queryFn: ({ pageParam }) => listVisits({ ...toValue(asked), page: pageParam, page_size: FEED_PAGE }),
    initialPageParam: 1,
    getNextPageParam: ({ page, page_size, total }) => (page * page_size < total ? page + 1 : undefined),
  })
}

export const useVisitRules = () => useQuery({ queryKey: RULES_KEY, queryFn: getVisitRules })
