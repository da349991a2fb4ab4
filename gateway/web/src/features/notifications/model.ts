import type { Named, Page } from '@/api/answers'

/** What somebody is told of; `opens.address` is where this client shows the record. */
export interface Notification {
  id: string
  kind: string
  title: string
  text: string
  by: Named | null
  opens: { kind: string; id: string | null; address: string }
  at: string
  read_at: string | null
}

export type Inbox = Page<Notification> & { unread: number }

export interface InboxQuery {
  unread?: boolean
  kind?: string
  page?: number
  page_size?: number
}

/** A kind of notification, and whether one is told of it. */
export interface NotificationKind {
  kind: string
  name: string
  enabled: boolean
}
