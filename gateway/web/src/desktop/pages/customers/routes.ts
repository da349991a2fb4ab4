import type { DesktopFeature } from '../../features'

export const routes: DesktopFeature['routes'] = [
  {
    path: 'customers/nearby',
    meta: { title: 'customers.nearby', needs: 'customers' },
    component: () => import('./NearbyPage.vue'),
  },
  {
    // One record of the list, so that the list keeps its place behind the drawer.
    path: 'customers/:id?',
    meta: { title: 'customers.title', needs: 'customers' },
    component: () => import('./CustomersPage.vue'),
    props: { stage: 'developing' },
  },
  {
    path: 'signed-customers/:id?',
    meta: { title: 'customers.signedTitle', needs: 'customers' },
    component: () => import('./CustomersPage.vue'),
    props: { stage: 'signed' },
  },
]

export const menu: DesktopFeature['menu'] = [
  { to: '/customers', label: 'customers.title', group: 'crm', order: 20, needs: 'customers' },
  { to: '/signed-customers', label: 'customers.signedTitle', group: 'crm', order: 22, needs: 'customers' },
]
