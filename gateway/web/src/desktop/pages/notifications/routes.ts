import type { DesktopFeature } from '../../features'

export const routes: DesktopFeature['routes'] = [
  { path: 'notifications', meta: { title: 'notifications.title' }, component: () => import('./InboxPage.vue') },
]
