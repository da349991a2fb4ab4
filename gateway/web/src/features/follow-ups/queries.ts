import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { getFollowUp, listFollowUps } from './api'
import type { FollowUpQuery } from './model'

/** Below `customers`: a changed customer renews its follow-ups too. */
export const followUpsKey = (asked: FollowUpQuery) => ['customers', 'follow-ups', asked]

/** Asked for while they are `wanted`. */
export function useFollowUps(asked: MaybeRefOrGetter<FollowUpQuery>, wanted: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    queryKey: computed(() => followUpsKey(toValue(asked))),
    queryFn: () => listFollowUps(toValue(asked)),
    placeholderData: keepPreviousData,
    enabled: computed(() => toValue(wanted)),
  })
}

/** One in full, by its own address. */
export function useFollowUp(id: MaybeRefOrGetter<string | undefined>) {
  return useQuery({
    queryKey: computed(() => ['customers', 'follow-ups', 'one', toValue(id) ?? '']),
    queryFn: () => getFollowUp(toValue(id)!),
    enabled: computed(() => Boolean(toValue(id))),
  })
}

const FEED_PAGE = 20

/** The same without an end, page after page. */
export function useFollowUpFeed(asked: MaybeRefOrGetter<FollowUpQuery>) {
  return useInfiniteQuery({
    queryKey: computed(() => [...followUpsKey(toValue(asked)), 'feed']),
    queryFn: ({ pageParam }) => listFollowUps({ ...toValue(asked), page: pageParam, page_size: FEED_PAGE }),
    initialPageParam: 1,
    getNextPageParam: ({ page, page_size, total }) => (page * page_size < total ? page + 1 : undefined),
  })
}
