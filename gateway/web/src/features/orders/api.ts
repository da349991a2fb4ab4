import { call, type Asked } from '@/api/call'
import type { Collection, CollectionDraft, CollectionPlan, CollectionQuery, Order, OrderDraft, OrderQuery, Page, PlanDraft, WholeOrder } from './model'

export const listOrders = (query: Partial<OrderQuery>) => call<Page<Order>>('GET', '/orders', { query: query as Asked })

export const getOrder = (id: string) => call<WholeOrder>('GET', `/orders/${id}`)

export const createOrder = (body: OrderDraft) => call<WholeOrder>('POST', '/orders', { body })

export const changeOrder = (id: string, body: { version: number } & Partial<Omit<OrderDraft, 'customer_id'>>) =>
  call<WholeOrder>('PATCH', `/orders/${id}`, { body })

export const submitOrder = (id: string) => call<WholeOrder>('POST', `/orders/${id}/submit`, { body: {} })

export const terminateOrder = (id: string, reason: string) =>
  call<WholeOrder>('POST', `/orders/${id}/terminate`, { body: { reason } })

/** The same once more, at today's prices. */
export const copyOrder = (id: string) => call<WholeOrder>('POST', `/orders/${id}/copy`, { body: {} })

export const changeOrderOwner = (id: string, ownerId: string) =>
  call<WholeOrder>('POST', `/orders/${id}/change-owner`, { body: { owner_id: ownerId } })

export const deleteOrder = (id: string) => call('DELETE', `/orders/${id}`)

const MOST = 100

export const listPlans = (orderId: string) =>
  call<Page<CollectionPlan>>('GET', '/collection-plans', { query: { order_id: orderId, page_size: MOST } })

export const createPlan = (orderId: string, draft: PlanDraft) =>
  call<CollectionPlan>('POST', '/collection-plans', { body: { order_id: orderId, ...draft } })

export const changePlan = (id: string, body: { version: number } & Partial<PlanDraft>) =>
  call<CollectionPlan>('PATCH', `/collection-plans/${id}`, { body })

export const deletePlan = (id: string) => call('DELETE', `/collection-plans/${id}`)

export const listCollections = (orderId: string) =>
  call<Page<Collection>>('GET', '/collections', { query: { order_id: orderId, page_size: MOST } })

/** All that was collected: mine, or the team's. */
export const findCollections = (query: CollectionQuery) => call<Page<Collection>>('GET', '/collections', { query: { ...query } })

export const createCollection = (orderId: string, draft: CollectionDraft) =>
  call<Collection>('POST', '/collections', { body: { order_id: orderId, ...draft } })

export const changeCollection = (id: string, body: { version: number } & Partial<CollectionDraft>) =>
  call<Collection>('PATCH', `/collections/${id}`, { body })

export const getCollection = (id: string) => call<Collection>('GET', `/collections/${id}`)

/** Hands in again what did not pass. */
export const submitCollection = (id: string) => call<Collection>('POST', `/collections/${id}/submit`, { body: {} })

export const deleteCollection = (id: string) => call('DELETE', `/collections/${id}`)
