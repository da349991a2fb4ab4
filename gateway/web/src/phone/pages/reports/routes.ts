import { REPORTS, type ReportName } from '@/features/reports/model'
import type { PhoneFeature } from '../../features'

const NAMES = Object.keys(REPORTS) as ReportName[]

export const routes: PhoneFeature['routes'] = [
  { path: '/reports', meta: { title: 'reports.title' }, component: () => import('./ReportsPage.vue') },
  ...NAMES.flatMap((name) => [
    {
      path: `/reports/${name}`,
      meta: { title: `reports.name.${name}`, needs: REPORTS[name] },
      component: () => import('./ReportPage.vue'),
      props: { name },
    },
    {
      path: `/reports/${name}/rows`,
      meta: { title: `reports.name.${name}`, needs: REPORTS[name] },
      component: () => import('./RowsPage.vue'),
      props: { name },
    },
  ]),
]

export const apps: PhoneFeature['apps'] = [
  { to: '/reports', label: 'reports.title', icon: 'bar-chart-o', colour: '#0f7f95', order: 90 },
]
