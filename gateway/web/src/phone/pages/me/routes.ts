import type { PhoneFeature } from '../../features'

export const routes: PhoneFeature['routes'] = [
  { path: 'me', meta: { tab: true, title: 'common.me' }, component: () => import('./MePage.vue') },
  { path: '/me/devices', meta: { title: 'phone.devices' }, component: () => import('./DevicesPage.vue') },
  { path: '/me/password', meta: { title: 'common.changePassword' }, component: () => import('./PasswordPage.vue') },
]
