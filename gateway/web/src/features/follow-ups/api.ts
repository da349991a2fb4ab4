import { call, type Asked } from '@/api/call'
import type { FollowUp, FollowUpDraft, FollowUpQuery, Page } from './model'

export const listFollowUps = (query: FollowUpQuery) =>
  call<Page<FollowUp>>('GET', '/follow-ups', { query: query as Asked })

export const getFollowUp = (id: string) => call<FollowUp>('GET', `/follow-ups/${id}`)

/** Writes one; it may change status and tags of the customer at once, and starts its countdown anew. */
export const writeFollowUp = (body: FollowUpDraft) => call<FollowUp>('POST', '/follow-ups', { body })
