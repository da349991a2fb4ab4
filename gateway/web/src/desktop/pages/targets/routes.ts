import type { DesktopFeature } from '../../features'

const FUNCTION = { needs: 'win_figures' }

export const routes: DesktopFeature['routes'] = [
  { path: 'targets', meta: { title: 'targets.title', ...FUNCTION }, component: () => import('./TargetsPage.vue') },
]

export const menu: DesktopFeature['menu'] = [
  { to: '/targets', label: 'targets.title', group: 'reports', order: 200, ...FUNCTION },
]
