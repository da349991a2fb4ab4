import type { DesktopFeature } from '../../features'

export const routes: DesktopFeature['routes'] = [
  { path: 'me', meta: { title: 'account.title' }, component: () => import('./AccountPage.vue') },
  { path: 'me/devices', meta: { title: 'account.devices' }, component: () => import('./DevicesPage.vue') },
]
