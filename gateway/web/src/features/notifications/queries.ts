import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useStream } from '@/shared/live/useStream'
import { countUnread, listKinds, listNotifications, readNotification, readNotifications, switchKinds } from './api'
import type { InboxQuery, Notification } from './model'

export const keys = {
  all: ['notifications'] as const,
  lists: ['notifications', 'list'] as const,
  list: (asked: InboxQuery) => ['notifications', 'list', asked] as const,
  feed: (asked: InboxQuery) => ['notifications', 'list', 'feed', asked] as const,
  unread: ['notifications', 'unread'] as const,
  kinds: ['notifications', 'kinds'] as const,
}

const FEED_PAGE = 20
const ASK_AGAIN_MS = 60_000

/** How many are unread: counted live by the stream, asked for now and then where it does not come through. */
export function useUnread() {
  const client = useQueryClient()
  const query = useQuery({ queryKey: keys.unread, queryFn: countUnread, refetchInterval: ASK_AGAIN_MS })
  useStream<{ unread?: number }>('counters', ({ unread }) => {
    if (unread === undefined) return
    client.setQueryData(keys.unread, { unread })
    void client.invalidateQueries({ queryKey: keys.lists })
  })
  // Nobody knows what was missed while the stream was away.
  useStream<{ ids: string[] }>('changed', ({ ids }) => {
    if (!ids.length) void client.invalidateQueries({ queryKey: keys.all })
  })
  return computed(() => query.data.value?.unread ?? 0)
}

export function useInbox(asked: MaybeRefOrGetter<InboxQuery>) {
  return useQuery({
    queryKey: computed(() => keys.list(toValue(asked))),
    queryFn: () => listNotifications(toValue(asked)),
    placeholderData: keepPreviousData,
  })
}

/** The same without an end, page after page. */
export function useInboxFeed(asked: MaybeRefOrGetter<InboxQuery>) {
  return useInfiniteQuery({
    queryKey: computed(() => keys.feed(toValue(asked))),
    queryFn: ({ pageParam }) => listNotifications({ ...toValue(asked), page: pageParam, page_size: FEED_PAGE }),
    initialPageParam: 1,
    getNextPageParam: ({ page, page_size, total }) => (page * page_size < total ? page + 1 : undefined),
  })
}

/** Marking as read: one that is opened, several, or all. */
export function useReading() {
  const client = useQueryClient()
  const renew = () => client.invalidateQueries({ queryKey: keys.all })
  const several = useMutation({ mutationFn: readNotifications, onSuccess: renew })
  const one = useMutation({ mutationFn: readNotification, onSuccess: renew })

  /** Nobody waits for it: the record opens meanwhile. */
  const opened = ({ id, read_at }: Notification) => {
    if (!read_at) one.mutate(id)
  }
  const readIds = (ids: string[]) => several.mutateAsync({ ids })
  const readAll = (kind?: string) => several.mutateAsync({ all: true, ...(kind ? { kind } : {}) })
  return { opened, readIds, readAll }
}

/** The kinds there are, and switching them on and off; what was chosen is seen at once. */
export function useKinds() {
  const client = useQueryClient()
  const query = useQuery({ queryKey: keys.kinds, queryFn: listKinds })
  const kinds = computed(() => query.data.value?.items ?? [])
  const nameOf = (kind: string) => kinds.value.find((each) => each.kind === kind)?.name ?? ''
  const { mutateAsync: change, isPending: busy } = useMutation({
    mutationFn: (kind: string) =>
      switchKinds([{ kind, enabled: !kinds.value.find((each) => each.kind === kind)?.enabled }]),
    onSuccess: (answer) => client.setQueryData(keys.kinds, answer),
  })
  return { query, kinds, nameOf, change, busy }
}
