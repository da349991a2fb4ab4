import type { DesktopFeature } from '../../features'

export const routes: DesktopFeature['routes'] = [
  {
    path: 'products/:id?',
    meta: { title: 'products.title', needs: 'products' },
    component: () => import('./ProductsPage.vue'),
  },
]

export const menu: DesktopFeature['menu'] = [
  { to: '/products', label: 'products.title', group: 'crm', order: 90, needs: 'products' },
]
