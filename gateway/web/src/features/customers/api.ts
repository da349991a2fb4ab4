import { call, type Asked } from '@/api/call'
import type { BulkAnswer, Customer, FollowUp, FollowUpDraft, Page } from './model'

export const listCustomers = (query: Asked) => call<Page<Customer>>('GET', '/customers', { query })
export const readCustomer = (id: string) => call<Customer>('GET', `/customers/${id}`)
export const bulkCustomers = (verb: string, body: object) => call<BulkAnswer>('POST', `/customers/bulk/${verb}`, { body })
export const listFollowUps = (query: Asked) => call<Page<FollowUp>>('GET', '/follow-ups', { query })
export const writeFollowUp = (body: FollowUpDraft) => call<FollowUp>('POST', '/follow-ups', { body })
