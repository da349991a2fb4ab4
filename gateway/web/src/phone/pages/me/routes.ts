import type { PhoneFeature } from '../../features'

export const routes: PhoneFeature['routes'] = [
  { path: 'me', meta: { tab: true, title: 'common.me' }, component: () => import('./MePage.vue') },
]
