import type { PhoneFeature } from '../../features'

export const routes: PhoneFeature['routes'] = [
  { path: '', meta: { tab: true, title: 'workbench.title' }, component: () => import('./WorkbenchPage.vue') },
]
