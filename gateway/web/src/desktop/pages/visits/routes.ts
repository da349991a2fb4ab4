import type { DesktopFeature } from '../../features'

const VISITS = { needs: 'visits' }

export const routes: DesktopFeature['routes'] = [
  {
    path: 'visits/:id?',
    meta: { title: 'visits.title', ...VISITS },
    component: () => import('./VisitsPage.vue'),
  },
  // Checking in is done on the phone; here the address leads to what was done.
  { path: 'visits/new', redirect: '/visits' },
]

export const menu: DesktopFeature['menu'] = [
  { to: '/visits', label: 'visits.title', group: 'crm', order: 45, ...VISITS },
]
