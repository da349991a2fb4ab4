import { call } from '@/api/call'
import type { Contact, ContactDraft, Page } from './model'

export const listContacts = (customerId: string, page = 1) =>
  call<Page<Contact>>('GET', '/contacts', { query: { customer_id: customerId, page, page_size: 100 } })

export const createContact = (customerId: string, draft: ContactDraft) =>
  call<Contact>('POST', '/contacts', { body: { customer_id: customerId, ...draft } })

export const changeContact = (id: string, body: { version: number } & Partial<ContactDraft>) =>
  call<Contact>('PATCH', `/contacts/${id}`, { body })

export const deleteContact = (id: string) => call('DELETE', `/contacts/${id}`)
