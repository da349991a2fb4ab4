import type { DesktopFeature } from '../../features'

export const routes: DesktopFeature['routes'] = [
  {
    path: 'imports',
    meta: { title: 'imports.title', needs: 'customers', may: 'import' },
    component: () => import('./ImportPage.vue'),
  },
]
