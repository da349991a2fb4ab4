import { call, type Asked } from '@/api/call'
import type { Inbox, InboxQuery, Notification, NotificationKind } from './model'

export const listNotifications = (query: InboxQuery) =>
  call<Inbox>('GET', '/notifications', { query: query as Asked })

export const countUnread = () => call<{ unread: number }>('GET', '/notifications/counters')

export const readNotification = (id: string) => call<Notification>('POST', `/notifications/${id}/read`)

/** Marks those named as read, or all of them. */
export const readNotifications = (which: { ids: string[] } | { all: true; kind?: string }) =>
  call<{ done: number; unread: number }>('POST', '/notifications/read', { body: which })

export const listKinds = () => call<{ items: NotificationKind[] }>('GET', '/settings/notifications')

export const switchKinds = (items: { kind: string; enabled: boolean }[]) =>
  call<{ items: NotificationKind[] }>('PUT', '/settings/notifications', { body: { items } })
