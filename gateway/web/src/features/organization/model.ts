import type { Named } from '@/api/answers'

/** A node of the company's tree, as the server lists it: flat, each knows its parent. */
export interface Department {
  id: string
  version: number
  name: string
  parent_id: string | null
  order: number
  employees: number
  head: Named | null
}

export interface DepartmentDraft {
  name: string
  parent_id: string | null
  order?: number
  head_id?: string | null
}

export interface Employee {
  id: string
  version: number
  name: string
  account: string
  department: Named | null
  superior: Named | null
  job_title: Named | null
  roles: Named[]
  enabled: boolean
  must_change_password: boolean
}

export type EmployeeVerb = 'disable' | 'enable' | 'reset-password' | 'reset-second-factor'

export interface EmployeeDraft {
  name: string
  account: string
  department_id: string | null
  superior_id: string | null
  job_title_id: string | null
  role_ids: string[]
}

export interface JobTitle extends Named {
  order: number
  enabled: boolean
}

export const SCOPES = ['self', 'department', 'department_and_below', 'departments', 'company'] as const
export type ScopeKind = (typeof SCOPES)[number]

/** How far a role sees in one function; the ids count for chosen departments only. */
export interface FunctionScope {
  kind: ScopeKind
  department_ids?: string[]
  below_ids?: string[]
}

export interface Role {
  id: string
  version: number
  name: string
  administrator: boolean
  functions: Record<string, FunctionScope>
  actions: string[]
  employees: number
}

export interface RoleDraft {
  name: string
  functions: Record<string, FunctionScope>
  actions: string[]
}

export interface Permission {
  key: string
  name: string
}

export interface Permissions {
  functions: Permission[]
  actions: Permission[]
}

export interface Company {
  id: string
  version: number
  name: string
  time_zone: string
  administrators_need_second_factor: boolean
}

/** What of a company may be changed; the second factor by administrators alone. */
export type CompanyChange = { version: number } & Partial<Omit<Company, 'id' | 'version'>>

/** A message the system sent by SMS; the default sender keeps it here (A1). */
export interface Message {
  id: string
  phone: string
  text: string
  written_at: string
}

export interface AuditEntry {
  id: string
  at: string
  kind: string
  employee: Named | null
  detail: Record<string, unknown>
  address: string | null
}
