import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useLive } from '@/shared/live/useLive'
import { findCollections, getCollection, getOrder, listCollections, listOrders, listPlans } from './api'
import type { CollectionQuery, OrderQuery } from './model'

/** Everything kept about orders stands below `orders`. */
export const keys = {
  all: ['orders'] as const,
  list: (asked: Partial<OrderQuery>) => ['orders', 'list', asked] as const,
  feed: (asked: Partial<OrderQuery>) => ['orders', 'feed', asked] as const,
  one: (id: string) => ['orders', 'one', id] as const,
  plans: (id: string) => ['orders', 'one', id, 'plans'] as const,
  collection: (id: string) => ['orders', 'collection', id] as const,
  collections: (id: string) => ['orders', 'one', id, 'collections'] as const,
}

type Asked = MaybeRefOrGetter<Partial<OrderQuery>>
type Id = MaybeRefOrGetter<string | undefined>

export const useOrderList = (asked: Asked, wanted: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: computed(() => keys.list(toValue(asked))),
    queryFn: () => listOrders(toValue(asked)),
    placeholderData: keepPreviousData,
    enabled: computed(() => toValue(wanted)),
  })

const FEED_PAGE = 20

/** A list without an end, page after page. */
export const useOrderFeed = (asked: Asked) =>
  useInfiniteQuery({
    queryKey: computed(() => keys.feed(toValue(asked))),
    queryFn: ({ pageParam }) => listOrders({ ...toValue(asked), page: pageParam, page_size: FEED_PAGE }),
    initialPageParam: 1,
    getNextPageParam: ({ page, page_size, total }) => (page * page_size < total ? page + 1 : undefined),
  })

export const useOrder = (id: Id) =>
  useQuery({
    queryKey: computed(() => keys.one(toValue(id) ?? '')),
    queryFn: () => getOrder(toValue(id)!),
    enabled: computed(() => Boolean(toValue(id))),
  })

export const usePlans = (id: Id) =>
  useQuery({
    queryKey: computed(() => keys.plans(toValue(id) ?? '')),
    queryFn: async () => (await listPlans(toValue(id)!)).items,
    enabled: computed(() => Boolean(toValue(id))),
  })

export const useCollections = (id: Id) =>
  useQuery({
    queryKey: computed(() => keys.collections(toValue(id) ?? '')),
    queryFn: async () => (await listCollections(toValue(id)!)).items,
    enabled: computed(() => Boolean(toValue(id))),
  })

/** One page of what was collected, of all orders. */
export const useCollectionList = (asked: MaybeRefOrGetter<CollectionQuery>) =>
  useQuery({
    queryKey: computed(() => [...keys.all, 'collections', toValue(asked)]),
    queryFn: () => findCollections(toValue(asked)),
    placeholderData: keepPreviousData,
  })

export const useCollection = (id: Id) =>
  useQuery({
    queryKey: computed(() => keys.collection(toValue(id) ?? '')),
    queryFn: () => getCollection(toValue(id)!),
    enabled: computed(() => Boolean(toValue(id))),
  })

export const useOrdersLive = () => useLive(['order', 'collection', 'collection_plan'], keys.all, ['approvals'])

/** Renews everything shown of orders after one's own change; an approved one changes its customer too. */
export function useRenewOrders() {
  const client = useQueryClient()
  return () =>
    Promise.all([keys.all, ['customers'], ['approvals']].map((queryKey) => client.invalidateQueries({ queryKey: [...queryKey] })))
}
