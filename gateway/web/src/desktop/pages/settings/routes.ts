import type { DesktopFeature } from '../../features'

const DEMAND = { may: 'crm_settings' }

export const routes: DesktopFeature['routes'] = [
  {
    path: 'settings/choices/:kind?',
    meta: { title: 'settings.choices', ...DEMAND },
    component: () => import('./ChoicesPage.vue'),
  },
  {
    path: 'settings/custom-fields/:kind?',
    meta: { title: 'settings.fields', ...DEMAND },
    component: () => import('./CustomFieldsPage.vue'),
  },
  {
    path: 'settings/duplicates',
    meta: { title: 'settings.duplicates', ...DEMAND },
    component: () => import('./DuplicatesPage.vue'),
  },
  { path: 'settings/pool', meta: { title: 'settings.pool', ...DEMAND }, component: () => import('./PoolPage.vue') },
  { path: 'settings/deals', meta: { title: 'settings.deals', ...DEMAND }, component: () => import('./DealsPage.vue') },
  { path: 'settings/visits', meta: { title: 'visits.settings', ...DEMAND }, component: () => import('./VisitsPage.vue') },
]

export const menu: DesktopFeature['menu'] = [
  { to: '/settings/choices', label: 'settings.choices', group: 'settings', order: 10, ...DEMAND },
  { to: '/settings/custom-fields', label: 'settings.fields', group: 'settings', order: 15, ...DEMAND },
  { to: '/settings/duplicates', label: 'settings.duplicates', group: 'settings', order: 25, ...DEMAND },
  { to: '/settings/pool', label: 'settings.pool', group: 'settings', order: 20, ...DEMAND },
  { to: '/settings/deals', label: 'settings.deals', group: 'settings', order: 30, ...DEMAND },
  { to: '/settings/visits', label: 'visits.settings', group: 'settings', order: 60, ...DEMAND },
]
