import type { PhoneFeature } from '../../features'

const ORDERS = { needs: 'orders' }

export const routes: PhoneFeature['routes'] = [
  { path: '/orders', meta: { title: 'orders.title', ...ORDERS }, component: () => import('./OrdersPage.vue') },
  { path: '/orders/new', meta: { title: 'orders.create', ...ORDERS }, component: () => import('./OrderFormPage.vue') },
  { path: '/orders/:id', meta: { title: 'orders.title', ...ORDERS }, component: () => import('./OrderPage.vue') },
  { path: '/orders/:id/edit', meta: { title: 'orders.change', ...ORDERS }, component: () => import('./OrderFormPage.vue') },
  { path: '/orders/:id/collect/:paid?', meta: { title: 'orders.verb.collect', ...ORDERS }, component: () => import('./CollectPage.vue') },
  { path: '/orders/:id/plan/:paid?', meta: { title: 'orders.verb.plan', ...ORDERS }, component: () => import('./PlanPage.vue') },
]

export const apps: PhoneFeature['apps'] = [
  { to: '/orders', label: 'orders.title', icon: 'orders-o', colour: '#157347', order: 80, ...ORDERS },
]
