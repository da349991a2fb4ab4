import { call, type Asked } from '@/api/call'
import type { Page, Visit, VisitQuery, VisitRules } from './model'

export const listVisits = (query: VisitQuery) => call<Page<Visit>>('GET', '/visits', { query: query as Asked })

export const getVisit = (id: string) => call<Visit>('GET', `/visits/${id}`)

export const getVisitRules = () => call<VisitRules>('GET', '/settings/visits')

export const setVisitRules = (body: VisitRules) => call<VisitRules>('PUT', '/settings/visits', { body })
