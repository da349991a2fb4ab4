import type { DesktopFeature } from '../../features'

const ORGANIZATION = { may: 'manage_organization' }
const ROLES = { may: 'manage_roles' }
const ADMINISTRATORS = { administrators: true }

export const routes: DesktopFeature['routes'] = [
  {
    path: 'organization/departments',
    meta: { title: 'organization.departments', ...ORGANIZATION },
    component: () => import('./DepartmentsPage.vue'),
  },
  {
    path: 'organization/employees',
    meta: { title: 'organization.employees', ...ORGANIZATION },
    component: () => import('./EmployeesPage.vue'),
  },
  {
    path: 'organization/job-titles',
    meta: { title: 'organization.jobTitles', ...ORGANIZATION },
    component: () => import('./JobTitlesPage.vue'),
  },
  {
    path: 'organization/roles/:id?',
    meta: { title: 'organization.roles', ...ROLES },
    component: () => import('./RolesPage.vue'),
  },
  {
    path: 'organization/company',
    meta: { title: 'organization.company', ...ORGANIZATION },
    component: () => import('./CompanyPage.vue'),
  },
  {
    path: 'organization/sms-outbox',
    meta: { title: 'organization.outbox', ...ADMINISTRATORS },
    component: () => import('./OutboxPage.vue'),
  },
  {
    path: 'organization/audit-log',
    meta: { title: 'organization.audit', ...ADMINISTRATORS },
    component: () => import('./AuditPage.vue'),
  },
]

const entry = (name: string, label: string, order: number, demand: object) => ({
  to: `/organization/${name}`,
  label: `organization.${label}`,
  group: 'organization' as const,
  order,
  ...demand,
})

export const menu: DesktopFeature['menu'] = [
  entry('departments', 'departments', 10, ORGANIZATION),
  entry('employees', 'employees', 20, ORGANIZATION),
  entry('job-titles', 'jobTitles', 30, ORGANIZATION),
  entry('roles', 'roles', 40, ROLES),
  entry('company', 'company', 50, ORGANIZATION),
  entry('sms-outbox', 'outbox', 60, ADMINISTRATORS),
  entry('audit-log', 'audit', 70, ADMINISTRATORS),
]
