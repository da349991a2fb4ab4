import type { PhoneFeature } from '../../features'

export const routes: PhoneFeature['routes'] = [
  { path: 'notifications', meta: { tab: true, title: 'notifications.title' }, component: () => import('./InboxPage.vue') },
]
