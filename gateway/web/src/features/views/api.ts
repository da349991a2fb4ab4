import { call } from '@/api/call'
import type { ListKind, SavedView, ViewChange, ViewDraft } from './model'

export const listViews = async (list: ListKind) => (await call<{ items: SavedView[] }>('GET', '/views', { query: { list } })).items
export const createView = (body: ViewDraft) => call<SavedView>('POST', '/views', { body })
export const changeView = (id: string, body: ViewChange) => call<SavedView>('PATCH', `/views/${id}`, { body })
export const deleteView = (id: string) => call('DELETE', `/views/${id}`)
export const openViewFirst = (id: string, first: boolean) => call<SavedView>('POST', `/views/${id}/open-first`, { body: { first } })
