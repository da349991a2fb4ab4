import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { listFollowUps } from './api'
import type { FollowUpQuery } from './model'

/** Below `customers`: a changed customer renews its follow-ups too. */
export const followUpsKey = (asked: FollowUpQuery) => ['customers', 'follow-ups', asked]

export function useFollowUps(asked: MaybeRefOrGetter<FollowUpQuery>) {
  return useQuery({
    queryKey: computed(() => followUpsKey(toValue(asked))),
    queryFn: () => listFollowUps(toValue(asked)),
    placeholderData: keepPreviousData,
  })
}
