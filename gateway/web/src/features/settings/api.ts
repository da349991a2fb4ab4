import { call } from '@/api/call'
import type { ChoiceKind } from '@/shared/choices/useChoices'
import type { PoolLimits, PoolRule, PoolRuleDraft, RuleEffect } from './model'

export const createChoice = (kind: ChoiceKind, body: { name: string; stage?: string }) =>
  call('POST', `/settings/${kind}`, { body })
export const changeChoice = (kind: ChoiceKind, id: string, body: { name?: string; enabled?: boolean; becomes_id?: string | null }) =>
  call('PATCH', `/settings/${kind}/${id}`, { body })
/** How likely an opportunity in this stage is won, in percent. */
export const changeChance = (id: string, chance: number) =>
  call('PATCH', `/settings/stages/${id}`, { body: { chance } })
export const deleteChoice = (kind: ChoiceKind, id: string) => call('DELETE', `/settings/${kind}/${id}`)
export const orderChoices = (kind: ChoiceKind, ids: string[]) => call('PUT', `/settings/${kind}/order`, { body: { ids } })

export const listPoolRules = async () => (await call<{ items: PoolRule[] }>('GET', '/settings/pool-rules')).items
export const createPoolRule = (body: PoolRuleDraft) => call<PoolRule>('POST', '/settings/pool-rules', { body })
export const changePoolRule = (id: string, body: Partial<PoolRuleDraft> & { version: number }) =>
  call<PoolRule>('PATCH', `/settings/pool-rules/${id}`, { body })
export const readRuleEffect = (id: string) => call<RuleEffect>('GET', `/settings/pool-rules/${id}/effect`)
export const deletePoolRule = (id: string) => call('DELETE', `/settings/pool-rules/${id}`)
export interface DuplicateRules {
  version: number
  name_unique: boolean
  phone_unique: boolean
}

export const getDuplicateRules = () => call<DuplicateRules>('GET', '/settings/duplicates')
export const changeDuplicateRules = (body: DuplicateRules) => call<DuplicateRules>('PUT', '/settings/duplicates', { body })
export const getPoolLimits = () => call<PoolLimits>('GET', '/settings/pool-limits')
export const changePoolLimits = (body: PoolLimits) => call<PoolLimits>('PUT', '/settings/pool-limits', { body })
