import type { PhoneFeature } from '../../features'

const CUSTOMERS = { needs: 'customers' }

export const routes: PhoneFeature['routes'] = [
  {
    path: 'customers',
    meta: { tab: true, title: 'customers.title', ...CUSTOMERS },
    component: () => import('./CustomersPage.vue'),
  },
  {
    path: '/customers/new',
    meta: { title: 'customers.create', ...CUSTOMERS },
    component: () => import('./NewCustomerPage.vue'),
  },
  {
    path: '/customers/nearby',
    meta: { title: 'customers.nearby', ...CUSTOMERS },
    component: () => import('./NearbyPage.vue'),
  },
  {
    path: '/customers/:id',
    meta: { title: 'customers.title', ...CUSTOMERS },
    component: () => import('./CustomerPage.vue'),
  },
  {
    path: '/customers/:id/edit',
    meta: { title: 'phone.edit', ...CUSTOMERS },
    component: () => import('./EditCustomerPage.vue'),
  },
  {
    path: '/customers/:id/fall',
    meta: { title: 'customers.whyFalls', ...CUSTOMERS },
    component: () => import('./FallPage.vue'),
  },
  {
    path: '/customers/:id/contacts/:contactId',
    meta: { title: 'contacts.title', ...CUSTOMERS },
    component: () => import('./ContactPage.vue'),
  },
]

export const apps: PhoneFeature['apps'] = [
  { to: '/customers/new', label: 'phone.newCustomer', icon: 'add-o', colour: '#7c5cd6', order: 20, ...CUSTOMERS },
  { to: '/customers/nearby', label: 'customers.nearby', icon: 'aim', colour: '#16855b', order: 30, ...CUSTOMERS },
  { to: '/customers?view=pool', label: 'phone.pool', icon: 'cluster-o', colour: '#0e8fa8', order: 40, ...CUSTOMERS },
]
