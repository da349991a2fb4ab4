import type { PhoneFeature } from '../../features'

const FUNCTION = { needs: 'approvals' }

export const routes: PhoneFeature['routes'] = [
  { path: '/approvals', meta: { title: 'approvals.title', ...FUNCTION }, component: () => import('./ApprovalsPage.vue') },
  { path: '/approvals/new', meta: { title: 'approvals.submit', ...FUNCTION }, component: () => import('./SubmitPage.vue') },
  { path: '/approvals/:id', meta: { title: 'approvals.title', ...FUNCTION }, component: () => import('./ApprovalPage.vue') },
]

export const apps: PhoneFeature['apps'] = [
  { to: '/approvals?view=to-approve', label: 'approvals.title', icon: 'passed', colour: '#2f5fd0', order: 60, ...FUNCTION },
  { to: '/approvals/new', label: 'approvals.submit', icon: 'edit', colour: '#7a4fd0', order: 65, ...FUNCTION },
]
