import type { DesktopFeature } from '../../features'

export const routes: DesktopFeature['routes'] = [
  {
    path: 'follow-ups/:id?',
    meta: { title: 'follow-ups.title', needs: 'follow_ups' },
    component: () => import('./FollowUpsPage.vue'),
  },
]

export const menu: DesktopFeature['menu'] = [
  { to: '/follow-ups', label: 'follow-ups.title', group: 'crm', order: 40, needs: 'follow_ups' },
]
