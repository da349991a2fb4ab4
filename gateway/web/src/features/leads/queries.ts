import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useLive } from '@/shared/live/useLive'
import { getLead, listLeads } from './api'
import type { LeadQuery } from './model'

const ALL = ['leads']
const FEED_PAGE = 20

/** One page of leads; asked for while it is `wanted`. */
export const useLeadList = (asked: MaybeRefOrGetter<LeadQuery>, wanted: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: computed(() => [...ALL, 'list', toValue(asked)]),
    queryFn: () => listLeads(toValue(asked)),
    placeholderData: keepPreviousData,
    enabled: computed(() => toValue(wanted)),
  })

/** A list without an end, page after page. */
export const useLeadFeed = (asked: MaybeRefOrGetter<LeadQuery>) =>
  useInfiniteQuery({
    queryKey: computed(() => [...ALL, 'feed', toValue(asked)]),
    queryFn: ({ pageParam }) => listLeads({ ...toValue(asked), page: pageParam, page_size: FEED_PAGE }),
    initialPageParam: 1,
    getNextPageParam: ({ page, page_size, total }) => (page * page_size < total ? page + 1 : undefined),
  })

export const useLead = (id: MaybeRefOrGetter<string | undefined>) =>
  useQuery({
    queryKey: computed(() => [...ALL, 'one', toValue(id) ?? '']),
    queryFn: () => getLead(toValue(id)!),
    enabled: computed(() => Boolean(toValue(id))),
  })

/** Renews what is shown whenever the stream tells of a change. */
export const useLeadsLive = () => useLive(['lead', 'follow_up'], ALL)

/** Renews everything shown of leads and follow-ups after one's own change. */
export function useRenewLeads() {
  const client = useQueryClient()
  return () => Promise.all([ALL, ['customers']].map((queryKey) => client.invalidateQueries({ queryKey })))
}
