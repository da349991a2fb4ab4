import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useLive } from '@/shared/live/useLive'
import { getProduct, listCategories, listProducts } from './api'
import type { ProductQuery } from './model'

/** Everything kept about products stands below `products`. */
export const keys = {
  all: ['products'] as const,
  list: (asked: Partial<ProductQuery>) => ['products', 'list', asked] as const,
  feed: (asked: Partial<ProductQuery>) => ['products', 'feed', asked] as const,
  one: (id: string) => ['products', 'one', id] as const,
  categories: ['products', 'categories'] as const,
}

export const useProductList = (asked: MaybeRefOrGetter<Partial<ProductQuery>>, wanted: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: computed(() => keys.list(toValue(asked))),
    queryFn: () => listProducts(toValue(asked)),
    placeholderData: keepPreviousData,
    enabled: computed(() => toValue(wanted)),
  })

const FEED_PAGE = 20

/** A list without an end, page after page. */
export const useProductFeed = (asked: MaybeRefOrGetter<Partial<ProductQuery>>) =>
  useInfiniteQuery({
    queryKey: computed(() => keys.feed(toValue(asked))),
    queryFn: ({ pageParam }) => listProducts({ ...toValue(asked), page: pageParam, page_size: FEED_PAGE }),
    initialPageParam: 1,
    getNextPageParam: ({ page, page_size, total }) => (page * page_size < total ? page + 1 : undefined),
  })

export const useProduct = (id: MaybeRefOrGetter<string | undefined>) =>
  useQuery({
    queryKey: computed(() => keys.one(toValue(id) ?? '')),
    queryFn: () => getProduct(toValue(id)!),
    enabled: computed(() => Boolean(toValue(id))),
  })

export const useCategories = (wanted: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: keys.categories,
    queryFn: async () => (await listCategories()).items,
    enabled: computed(() => toValue(wanted)),
  })

export const useProductsLive = () => useLive(['product', 'product_category'], keys.all)

/** Renews everything shown of products after one's own change. */
export function useRenewProducts() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: keys.all })
}
