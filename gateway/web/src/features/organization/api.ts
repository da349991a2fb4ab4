import type { Page } from '@/api/answers'
import { call, type Asked } from '@/api/call'
import type {
  AuditEntry,
  Company,
  CompanyChange,
  Department,
  DepartmentDraft,
  Employee,
  EmployeeDraft,
  EmployeeVerb,
  JobTitle,
  Message,
  Permissions,
  Role,
  RoleDraft,
} from './model'

interface All<Item> {
  items: Item[]
}

const itemsOf = async <Item>(list: Promise<All<Item>>) => (await list).items

export const listDepartments = () => itemsOf(call<All<Department>>('GET', '/departments'))
export const createDepartment = (body: DepartmentDraft) => call<Department>('POST', '/departments', { body })
export const changeDepartment = (id: string, body: Partial<DepartmentDraft> & { version: number }) =>
  call<Department>('PATCH', `/departments/${id}`, { body })
export const deleteDepartment = (id: string) => call('DELETE', `/departments/${id}`)

export const listEmployees = (query: Asked) => call<Page<Employee>>('GET', '/employees', { query })
export const getEmployee = (id: string) => call<Employee>('GET', `/employees/${id}`)
export const createEmployee = (body: EmployeeDraft) => call<Employee>('POST', '/employees', { body })
export const changeEmployee = (id: string, body: Partial<EmployeeDraft> & { version: number }) =>
  call<Employee>('PATCH', `/employees/${id}`, { body })
export const doWithEmployee = (id: string, verb: EmployeeVerb) =>
  call<Employee | undefined>('POST', `/employees/${id}/${verb}`, { body: {} })

export const listJobTitles = () => itemsOf(call<All<JobTitle>>('GET', '/job-titles'))
export const createJobTitle = (body: { name: string }) => call<JobTitle>('POST', '/job-titles', { body })
export const changeJobTitle = (id: string, body: { name?: string; order?: number; enabled?: boolean }) =>
  call<JobTitle>('PATCH', `/job-titles/${id}`, { body })
export const deleteJobTitle = (id: string) => call('DELETE', `/job-titles/${id}`)

export const listRoles = () => itemsOf(call<All<Role>>('GET', '/roles'))
export const createRole = (body: RoleDraft) => call<Role>('POST', '/roles', { body })
export const changeRole = (id: string, body: RoleDraft & { version: number }) =>
  call<Role>('PATCH', `/roles/${id}`, { body })
export const deleteRole = (id: string) => call('DELETE', `/roles/${id}`)
export const getPermissions = () => call<Permissions>('GET', '/permissions')

export const getCompany = () => call<Company>('GET', '/companies/current')
export const changeCompany = (body: CompanyChange) =>
  call<Company>('PATCH', '/companies/current', { body })
export const listMessages = (query: Asked) => call<Page<Message>>('GET', '/sms-outbox', { query })
export const listAuditEntries = (query: Asked) => call<Page<AuditEntry>>('GET', '/audit-log', { query })
