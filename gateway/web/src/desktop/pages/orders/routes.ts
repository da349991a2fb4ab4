import type { DesktopFeature } from '../../features'

export const routes: DesktopFeature['routes'] = [
  {
    path: 'orders/:id?',
    meta: { title: 'orders.title', needs: 'orders' },
    component: () => import('./OrdersPage.vue'),
  },
  {
    path: 'collections',
    meta: { title: 'orders.collections', needs: 'orders' },
    component: () => import('./CollectionsPage.vue'),
  },
]

export const menu: DesktopFeature['menu'] = [
  { to: '/orders', label: 'orders.title', group: 'crm', order: 80, needs: 'orders' },
  { to: '/collections', label: 'orders.collections', group: 'crm', order: 82, needs: 'orders' },
]
