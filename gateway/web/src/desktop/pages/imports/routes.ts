import type { DesktopFeature } from '../../features'

export const routes: DesktopFeature['routes'] = [
  {
    path: 'imports',
    meta: { title: 'imports.title', may: 'import' },
    component: () => import('./ImportPage.vue'),
  },
]
