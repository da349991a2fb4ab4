import type { PhoneFeature } from '../../features'

const PRODUCTS = { needs: 'products' }
const KEEPERS = { ...PRODUCTS, may: 'edit_product' }

export const routes: PhoneFeature['routes'] = [
  { path: '/products', meta: { title: 'products.title', ...PRODUCTS }, component: () => import('./ProductsPage.vue') },
  { path: '/products/new', meta: { title: 'products.create', ...KEEPERS }, component: () => import('./ProductFormPage.vue') },
  { path: '/products/:id', meta: { title: 'products.title', ...PRODUCTS }, component: () => import('./ProductPage.vue') },
  { path: '/products/:id/edit', meta: { title: 'products.change', ...KEEPERS }, component: () => import('./ProductFormPage.vue') },
]

export const apps: PhoneFeature['apps'] = [
  { to: '/products', label: 'products.title', icon: 'bag-o', colour: '#7a5c00', order: 90, ...PRODUCTS },
]
