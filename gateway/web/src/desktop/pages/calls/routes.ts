import type { DesktopFeature } from '../../features'

const CALLS = { needs: 'calls' }

export const routes: DesktopFeature['routes'] = [
  { path: 'calls', meta: { title: 'calls.title', ...CALLS }, component: () => import('./CallsPage.vue') },
  // Uploading is done on the phone; here the address leads to what was uploaded.
  { path: 'calls/new', redirect: '/calls' },
]

export const menu: DesktopFeature['menu'] = [{ to: '/calls', label: 'calls.title', group: 'crm', order: 47, ...CALLS }]
