import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useStream } from '@/shared/live/useStream'
import * as server from './api'
import type { ApprovalQuery } from './model'

/** Everything kept about approvals stands below `approvals`: one invalidation renews it all. */
export const keys = {
  all: ['approvals'] as const,
  list: (asked: ApprovalQuery) => ['approvals', 'list', asked] as const,
  feed: (asked: ApprovalQuery) => ['approvals', 'feed', asked] as const,
  of: (ids: readonly string[]) => ['approvals', 'of', ids] as const,
  counters: ['approvals', 'counters'] as const,
  one: (id: string) => ['approvals', 'one', id] as const,
  templates: ['approval-templates'] as const,
  template: (id: string) => ['approval-templates', id] as const,
}

export const useApprovals = (asked: MaybeRefOrGetter<ApprovalQuery>, wanted: MaybeRefOrGetter<boolean> = true) =>
  useQuery({
    queryKey: computed(() => keys.list(toValue(asked))),
    queryFn: () => server.listApprovals(toValue(asked)),
    placeholderData: keepPreviousData,
    enabled: computed(() => toValue(wanted)),
  })

const FEED_PAGE = 20

/** A list without an end, page after page. */
export const useApprovalFeed = (asked: MaybeRefOrGetter<ApprovalQuery>) =>
  useInfiniteQuery({
    queryKey: computed(() => keys.feed(toValue(asked))),
    queryFn: ({ pageParam }) => server.listApprovals({ ...toValue(asked), page: pageParam, page_size: FEED_PAGE }),
    initialPageParam: 1,
    getNextPageParam: ({ page, page_size, total }) => (page * page_size < total ? page + 1 : undefined),
  })

export const useApprovalCounters = () => useQuery({ queryKey: keys.counters, queryFn: server.countApprovals })

export const useApproval = (id: MaybeRefOrGetter<string | undefined>) =>
  useQuery({
    queryKey: computed(() => keys.one(toValue(id) ?? '')),
    queryFn: () => server.getApproval(toValue(id)!),
    enabled: computed(() => Boolean(toValue(id))),
  })

const MOST_SHOWN = 10

/** The approvals that one sees of something handed in, the latest first, each with its way. */
export const useApprovalsOf = (ids: MaybeRefOrGetter<string[]>) =>
  useQuery({
    queryKey: computed(() => keys.of(toValue(ids))),
    queryFn: async () => {
      const { items } = await server.listApprovals({ subject_id: toValue(ids), page_size: MOST_SHOWN })
      return Promise.all(items.map(({ id }) => server.getApproval(id)))
    },
    placeholderData: keepPreviousData,
  })

export const useTemplates = () => useQuery({ queryKey: keys.templates, queryFn: server.listTemplates })

export const useTemplate = (id: MaybeRefOrGetter<string | undefined>) =>
  useQuery({
    queryKey: computed(() => keys.template(toValue(id) ?? '')),
    queryFn: () => server.getTemplate(toValue(id)!),
    enabled: computed(() => Boolean(toValue(id))),
  })

/** Renews everything shown of approvals after one's own change. */
export function useRenewApprovals() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: keys.all })
}

export function useRenewTemplates() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: keys.templates })
}

/** Whoever is to act is notified; so is the submitter at the end: then the lists are renewed. */
export function useApprovalsLive() {
  const renew = useRenewApprovals()
  useStream('counters', () => void renew())
}
