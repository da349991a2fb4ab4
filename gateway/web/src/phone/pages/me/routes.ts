import type { PhoneFeature } from '../../features'

export const routes: PhoneFeature['routes'] = [
  { path: 'me', meta: { tab: true, title: 'common.me' }, component: () => import('./MePage.vue') },
  { path: '/me/notifications', meta: { title: 'notifications.settings' }, component: () => import('./NotificationsPage.vue') },
  { path: '/me/devices', meta: { title: 'phone.devices' }, component: () => import('./DevicesPage.vue') },
  { path: '/me/password', meta: { title: 'common.changePassword' }, component: () => import('./PasswordPage.vue') },
  { path: '/me/second-factor', meta: { title: 'account.otp' }, component: () => import('./SecondFactorPage.vue') },
]
