import type { DesktopFeature } from '../../features'

const FUNCTION = { needs: 'approvals' }
const SETTINGS = { needs: 'approvals', may: 'approval_settings' }

export const routes: DesktopFeature['routes'] = [
  // The phone's page for a new one; at a desk it is a dialog of the list.
  { path: 'approvals/new', redirect: '/approvals' },
  { path: 'approvals/:id?', meta: { title: 'approvals.title', ...FUNCTION }, component: () => import('./ApprovalsPage.vue') },
  {
    path: 'settings/approvals',
    meta: { title: 'approvals.settings.title', ...SETTINGS },
    component: () => import('./settings/TemplatesPage.vue'),
  },
  {
    path: 'settings/approvals/:id',
    meta: { title: 'approvals.settings.title', ...SETTINGS },
    component: () => import('./settings/DesignerPage.vue'),
  },
]

export const menu: DesktopFeature['menu'] = [
  { to: '/approvals', label: 'approvals.title', group: 'office', order: 10, ...FUNCTION },
  { to: '/settings/approvals', label: 'approvals.settings.title', group: 'settings', order: 40, ...SETTINGS },
]
