import { call, type Asked } from '@/api/call'
import type { Call, CallDraft, CallQuery, Page } from './model'

export const listCalls = (query: CallQuery) => call<Page<Call>>('GET', '/calls', { query: query as Asked })

export const uploadCall = (body: CallDraft) => call<Call>('POST', '/calls', { body })
