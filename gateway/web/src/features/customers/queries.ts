import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { useDebounceFn } from '@vueuse/core'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useStream } from '@/shared/live/useStream'
import { countCustomers, explainFall, getOverview, getPoolLimits, listCustomers, listOwners } from './api'
import type { CustomerQuery, Stage } from './model'

/** Everything kept about customers stands below `customers`: one invalidation renews it all. */
export const keys = {
  all: ['customers'] as const,
  list: (asked: Partial<CustomerQuery>) => ['customers', 'list', asked] as const,
  feed: (asked: Partial<CustomerQuery>) => ['customers', 'feed', asked] as const,
  counters: ['customers', 'counters'] as const,
  one: (id: string) => ['customers', 'one', id] as const,
  overview: (id: string) => ['customers', 'one', id, 'overview'] as const,
  owners: (id: string) => ['customers', 'one', id, 'owners'] as const,
}

/** One page of a list; the page before stays until the next has come. Asked for while it is `wanted`. */
export function useCustomerList(asked: MaybeRefOrGetter<Partial<CustomerQuery>>, wanted: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    queryKey: computed(() => keys.list(toValue(asked))),
    queryFn: () => listCustomers(toValue(asked)),
    placeholderData: keepPreviousData,
    enabled: computed(() => toValue(wanted)),
  })
}

const FEED_PAGE = 20

/** A list without an end, page after page. */
export function useCustomerFeed(asked: MaybeRefOrGetter<Partial<CustomerQuery>>) {
  return useInfiniteQuery({
    queryKey: computed(() => keys.feed(toValue(asked))),
    queryFn: ({ pageParam }) => listCustomers({ ...toValue(asked), page: pageParam, page_size: FEED_PAGE }),
    initialPageParam: 1,
    getNextPageParam: ({ page, page_size, total }) => (page * page_size < total ? page + 1 : undefined),
  })
}

/** How many stand in each of the five lists. */
export const useCustomerCounters = (wanted: MaybeRefOrGetter<boolean> = true, stage: MaybeRefOrGetter<Stage> = 'developing') =>
  useQuery({
    queryKey: computed(() => [...keys.counters, toValue(stage)]),
    queryFn: () => countCustomers(toValue(stage)),
    enabled: computed(() => toValue(wanted)),
  })

/** A customer with contacts, latest follow-ups and counts. */
export function useOverview<Contact, FollowUp>(id: MaybeRefOrGetter<string | undefined>) {
  return useQuery({
    queryKey: computed(() => keys.overview(toValue(id) ?? '')),
    queryFn: () => getOverview<Contact, FollowUp>(toValue(id)!),
    enabled: computed(() => Boolean(toValue(id))),
  })
}

export const useOwners = (id: MaybeRefOrGetter<string>) =>
  useQuery({ queryKey: computed(() => keys.owners(toValue(id))), queryFn: () => listOwners(toValue(id)) })

/** Why and when it falls, asked for when somebody wants to know. */
export const useFall = (id: MaybeRefOrGetter<string>, wanted: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: computed(() => [...keys.one(toValue(id)), 'fall']),
    queryFn: () => explainFall(toValue(id)),
    enabled: computed(() => toValue(wanted)),
  })

/** What the company limits around the pool, asked for when somebody is about to drop or add. */
export const usePoolLimits = (wanted: MaybeRefOrGetter<boolean>) =>
  useQuery({ queryKey: ['pool-limits'], queryFn: getPoolLimits, enabled: computed(() => toValue(wanted)) })

/** What the stream tells when something was changed, by this person or another. */
export interface Changed {
  aggregate: string
  ids: string[]
}

const AGGREGATES = ['customer', 'contact', 'attachment', 'follow_up', 'comment']
const PAUSE_MS = 300
const LONGEST_PAUSE_MS = 2_000

/** Renews what is shown of customers whenever the stream tells of a change; place and selection stay. */
export function useCustomersLive() {
  const client = useQueryClient()
  const renew = useDebounceFn(() => client.invalidateQueries({ queryKey: keys.all }), PAUSE_MS, {
    maxWait: LONGEST_PAUSE_MS,
  })
  useStream<Changed>('changed', ({ aggregate }) => {
    if (AGGREGATES.includes(aggregate)) void renew()
  })
}

/** Renews everything shown of customers after one's own change. */
export function useRenewCustomers() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: keys.all })
}
