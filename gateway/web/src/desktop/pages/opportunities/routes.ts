import type { DesktopFeature } from '../../features'

export const routes: DesktopFeature['routes'] = [
  {
    path: 'opportunities/:id?',
    meta: { title: 'opportunities.title', needs: 'opportunities' },
    component: () => import('./OpportunitiesPage.vue'),
  },
]

export const menu: DesktopFeature['menu'] = [
  { to: '/opportunities', label: 'opportunities.title', group: 'crm', order: 70, needs: 'opportunities' },
]
