import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, onMounted, ref, toValue, type MaybeRefOrGetter } from 'vue'
import { whereAmI, type NoPosition, type Position } from '@/shared/places/position'
import { listNearby } from './api'
import type { NearQuery } from './model'

export const NEAR_VIEWS = ['mine', 'participating', 'team', 'pool'] as const
export const RADII_M = [1_000, 3_000, 5_000, 10_000, 50_000] as const
const FEED_PAGE = 20

/** The position a page asks about: the one its address names, or where this device is. */
export function usePlace(given: { lng: string; lat: string }) {
  const named = given.lng && given.lat ? { lng: Number(given.lng), lat: Number(given.lat) } : undefined
  const position = ref<Position | undefined>(named)
  const failed = ref<NoPosition>()
  const busy = ref(false)

  async function locate() {
    busy.value = true
    failed.value = undefined
    try {
      const { lng, lat } = await whereAmI()
      position.value = { lng, lat }
    } catch (reason) {
      failed.value = reason as NoPosition
    } finally {
      busy.value = false
    }
  }

  onMounted(() => {
    if (!named) void locate()
  })
  return { position, failed, busy, locate, given: Boolean(named) }
}

type Asked = MaybeRefOrGetter<NearQuery | undefined>
const key = (asked: NearQuery | undefined) => ['customers', 'nearby', asked]

export const useNearby = (asked: Asked) =>
  useQuery({
    queryKey: computed(() => key(toValue(asked))),
    queryFn: () => listNearby(toValue(asked)!),
    placeholderData: keepPreviousData,
    enabled: computed(() => toValue(asked) !== undefined),
  })

/** The same as a list without an end, page after page. */
export const useNearbyFeed = (asked: Asked) =>
  useInfiniteQuery({
    queryKey: computed(() => [...key(toValue(asked)), 'feed']),
    queryFn: ({ pageParam }) => listNearby({ ...toValue(asked)!, page: pageParam, page_size: FEED_PAGE }),
    initialPageParam: 1,
    getNextPageParam: ({ page, page_size, total }) => (page * page_size < total ? page + 1 : undefined),
    enabled: computed(() => toValue(asked) !== undefined),
  })
