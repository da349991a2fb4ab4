import { call, type Asked } from '@/api/call'
import type { BulkAnswer, Lead, LeadDraft, LeadQuery, LeadTarget, LeadVerb, Page, WholeLead } from './model'

export const listLeads = (query: LeadQuery) => call<Page<Lead>>('GET', '/leads', { query: query as Asked })

export const getLead = (id: string) => call<WholeLead>('GET', `/leads/${id}`)

export const createLead = (body: LeadDraft) => call<WholeLead>('POST', '/leads', { body })

/** 409 when another was faster than `version`. */
export const changeLead = (id: string, body: { version: number } & Partial<LeadDraft>) =>
  call<WholeLead>('PATCH', `/leads/${id}`, { body })

/** Makes a customer of it; what is not given is the lead's (L4). */
export const convertLead = (id: string, body: Record<string, unknown> = {}) =>
  call<{ customer_id: string }>('POST', `/leads/${id}/convert`, { body })

/** What became of a selection, or the long work that sees to it. */
export const bulkLeads = (verb: LeadVerb, target: LeadTarget, details: Record<string, unknown> = {}) =>
  call<BulkAnswer | { id: string; status: string }>('POST', `/leads/bulk/${verb}`, { body: { ...target, ...details } })
