import type { DesktopFeature } from '../../features'

/** Addresses of pages that only the phone has lead to the nearest place here, so that a shared link works in both. */
export const routes: DesktopFeature['routes'] = [
  { path: 'customers/new', redirect: '/customers' },
  { path: 'customers/:id/:rest(edit|contacts/.+)', redirect: (to) => `/customers/${String(to.params.id)}` },
  {
    path: 'follow-ups/new',
    redirect: ({ query }) => ({ path: query.customer_id ? `/customers/${String(query.customer_id)}` : '/customers', query: {} }),
  },
  { path: 'me/password', redirect: '/me' },
  { path: 'me/notifications', redirect: '/me' },
  { path: 'unsent', redirect: '/follow-ups' },
]
