import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useLive } from '@/shared/live/useLive'
import { getOpportunity, listOpportunities, readBoard } from './api'
import type { OpportunityQuery } from './model'

/** Everything kept about opportunities stands below `opportunities`. */
export const keys = {
  all: ['opportunities'] as const,
  list: (asked: Partial<OpportunityQuery>) => ['opportunities', 'list', asked] as const,
  feed: (asked: Partial<OpportunityQuery>) => ['opportunities', 'feed', asked] as const,
  board: (asked: Partial<OpportunityQuery>) => ['opportunities', 'board', asked] as const,
  one: (id: string) => ['opportunities', 'one', id] as const,
}

type Asked = MaybeRefOrGetter<Partial<OpportunityQuery>>

export const useOpportunityList = (asked: Asked, wanted: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: computed(() => keys.list(toValue(asked))),
    queryFn: () => listOpportunities(toValue(asked)),
    placeholderData: keepPreviousData,
    enabled: computed(() => toValue(wanted)),
  })

const FEED_PAGE = 20

/** A list without an end, page after page. */
export const useOpportunityFeed = (asked: Asked) =>
  useInfiniteQuery({
    queryKey: computed(() => keys.feed(toValue(asked))),
    queryFn: ({ pageParam }) => listOpportunities({ ...toValue(asked), page: pageParam, page_size: FEED_PAGE }),
    initialPageParam: 1,
    getNextPageParam: ({ page, page_size, total }) => (page * page_size < total ? page + 1 : undefined),
  })

export const useBoard = (asked: Asked, wanted: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: computed(() => keys.board(toValue(asked))),
    queryFn: async () => (await readBoard(toValue(asked))).columns,
    placeholderData: keepPreviousData,
    enabled: computed(() => toValue(wanted)),
  })

export const useOpportunity = (id: MaybeRefOrGetter<string | undefined>) =>
  useQuery({
    queryKey: computed(() => keys.one(toValue(id) ?? '')),
    queryFn: () => getOpportunity(toValue(id)!),
    enabled: computed(() => Boolean(toValue(id))),
  })

export const useOpportunitiesLive = () => useLive(['opportunity'], keys.all, ['approvals'])

/** Renews everything shown of opportunities after one's own change. */
export function useRenewOpportunities() {
  const client = useQueryClient()
  return () => Promise.all([keys.all, ['approvals']].map((queryKey) => client.invalidateQueries({ queryKey: [...queryKey] })))
}
