import type { PhoneFeature } from '../../features'

export const routes: PhoneFeature['routes'] = [
  { path: '/search', meta: { title: 'search.title' }, component: () => import('./SearchPage.vue') },
]
