import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { call } from '@/api/call'
import { useLive } from '@/shared/live/useLive'
import type { TargetForm, TargetKind, TargetList, TargetQuery } from './model'
import { targetsDraft } from './rules'

const ALL = ['targets'] as const
export const TARGETS_PER_PAGE = 20

/** A page of people with their targets of a year; renewed when somebody sets some. */
export function useTargets(asked: MaybeRefOrGetter<TargetQuery>) {
  useLive(['target'], ALL, ['reports'], ['workbench'])
  return useQuery({
    queryKey: [...ALL, computed(() => toValue(asked))],
    queryFn: () => call<TargetList>('GET', '/targets', { query: { ...toValue(asked), page_size: TARGETS_PER_PAGE } }),
    placeholderData: keepPreviousData,
  })
}

export const setTargets = (kind: TargetKind, form: TargetForm) =>
  call<{ done: number }>('PUT', '/targets', { body: targetsDraft(kind, form) })
