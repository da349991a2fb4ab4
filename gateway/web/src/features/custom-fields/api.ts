import { call } from '@/api/call'
import type { CustomField, CustomFieldDraft, FieldKind } from './model'

const BASE = '/settings/custom-fields'

export const listCustomFields = async (of: FieldKind) =>
  (await call<{ items: CustomField[] }>('GET', BASE, { query: { of } })).items
export const createCustomField = (of: FieldKind, body: CustomFieldDraft) =>
  call<CustomField>('POST', BASE, { body: { of, ...body } })
export const changeCustomField = (id: string, body: Partial<Omit<CustomFieldDraft, 'type'>> & { version: number }) =>
  call<CustomField>('PATCH', `${BASE}/${id}`, { body })
export const deleteCustomField = (id: string) => call('DELETE', `${BASE}/${id}`)
export const orderCustomFields = (of: FieldKind, ids: string[]) => call('PUT', `${BASE}/order`, { body: { of, ids } })
