import { REPORTS, type ReportName } from '@/features/reports/model'
import type { DesktopFeature } from '../../features'

const NAMES = Object.keys(REPORTS) as ReportName[]

export const routes: DesktopFeature['routes'] = NAMES.map((name) => ({
  path: `reports/${name}`,
  meta: { title: `reports.name.${name}`, needs: REPORTS[name] },
  component: () => import('./ReportPage.vue'),
  props: { name },
}))

export const menu: DesktopFeature['menu'] = NAMES.map((name, at) => ({
  to: `/reports/${name}`,
  label: `reports.name.${name}`,
  group: 'reports',
  order: (at + 1) * 10,
  needs: REPORTS[name],
}))
