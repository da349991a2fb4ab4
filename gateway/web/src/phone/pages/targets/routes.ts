import type { PhoneFeature } from '../../features'

const FUNCTION = { needs: 'win_figures' }

export const routes: PhoneFeature['routes'] = [
  { path: '/targets', meta: { title: 'targets.title', ...FUNCTION }, component: () => import('./TargetsPage.vue') },
  { path: '/targets/set', meta: { title: 'targets.begin', ...FUNCTION }, component: () => import('./SetTargetsPage.vue') },
]

export const apps: PhoneFeature['apps'] = [
  { to: '/targets', label: 'targets.title', icon: 'flag-o', colour: '#b3261e', order: 95, ...FUNCTION },
]
