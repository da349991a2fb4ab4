import { House } from '@element-plus/icons-vue'
import type { DesktopFeature } from '../../features'

export const routes: DesktopFeature['routes'] = [
  { path: '', meta: { title: 'workbench.title' }, component: () => import('./WorkbenchPage.vue') },
]

export const menu: DesktopFeature['menu'] = [{ to: '/', label: 'workbench.title', icon: House, order: 0 }]
