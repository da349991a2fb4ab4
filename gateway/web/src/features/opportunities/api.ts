import { call, type Asked } from '@/api/call'
import type { BoardColumn, Opportunity, OpportunityDraft, OpportunityQuery, Page, WholeOpportunity } from './model'

export const listOpportunities = (query: Partial<OpportunityQuery>) =>
  call<Page<Opportunity>>('GET', '/opportunities', { query: query as Asked })

export const readBoard = (query: Partial<OpportunityQuery>) =>
  call<{ columns: BoardColumn[] }>('GET', '/opportunities/board', { query: query as Asked })

export const getOpportunity = (id: string) => call<WholeOpportunity>('GET', `/opportunities/${id}`)

export const createOpportunity = (body: OpportunityDraft) => call<WholeOpportunity>('POST', '/opportunities', { body })

export const changeOpportunity = (
  id: string,
  body: { version: number } & Partial<Omit<OpportunityDraft, 'customer_id'>>,
) => call<WholeOpportunity>('PATCH', `/opportunities/${id}`, { body })

/** To another stage; a loss needs its reason, a win may then wait for its approval (P4, P5). */
export const moveOpportunity = (id: string, stageId: string, lossReasonId?: string) =>
  call<WholeOpportunity>('POST', `/opportunities/${id}/move`, {
    body: { stage_id: stageId, ...(lossReasonId ? { loss_reason_id: lossReasonId } : {}) },
  })

export const deleteOpportunity = (id: string) => call('DELETE', `/opportunities/${id}`)
