import type { DesktopFeature } from '../../features'

export const routes: DesktopFeature['routes'] = [
  {
    path: 'orders/:id?',
    meta: { title: 'orders.title', needs: 'orders' },
    component: () => import('./OrdersPage.vue'),
  },
]

export const menu: DesktopFeature['menu'] = [
  { to: '/orders', label: 'orders.title', group: 'crm', order: 80, needs: 'orders' },
]
