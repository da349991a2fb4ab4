import { call, type Asked } from '@/api/call'
import type { BulkAnswer, BulkVerb, Customer, CustomerDraft, Page } from './model'

export const listCustomers = (query: Asked) => call<Page<Customer>>('GET', '/customers', { query })
export const createCustomer = (body: CustomerDraft) => call<Customer>('POST', '/customers', { body })
export const bulkCustomers = (verb: BulkVerb, ids: string[]) =>
  call<BulkAnswer>('POST', `/customers/bulk/${verb}`, { body: { ids } })
