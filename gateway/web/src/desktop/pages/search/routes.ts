import type { DesktopFeature } from '../../features'

export const routes: DesktopFeature['routes'] = [
  { path: 'search', meta: { title: 'search.title' }, component: () => import('./SearchPage.vue') },
]
