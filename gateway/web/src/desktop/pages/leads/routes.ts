import type { DesktopFeature } from '../../features'

export const routes: DesktopFeature['routes'] = [
  {
    // One record of the list, so that the list keeps its place behind the drawer.
    path: 'leads/:id?',
    meta: { title: 'leads.title', needs: 'leads' },
    component: () => import('./LeadsPage.vue'),
  },
]

export const menu: DesktopFeature['menu'] = [
  { to: '/leads', label: 'leads.title', group: 'crm', order: 10, needs: 'leads' },
]
