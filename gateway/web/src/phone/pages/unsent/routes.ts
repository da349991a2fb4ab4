import type { PhoneFeature } from '../../features'

export const routes: PhoneFeature['routes'] = [
  { path: '/unsent', meta: { title: 'phone.unsent' }, component: () => import('./UnsentPage.vue') },
]
