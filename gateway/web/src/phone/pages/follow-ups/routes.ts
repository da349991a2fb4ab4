import type { PhoneFeature } from '../../features'

const FOLLOW_UPS = { needs: 'follow_ups' }

export const routes: PhoneFeature['routes'] = [
  {
    path: '/follow-ups',
    meta: { title: 'follow-ups.title', ...FOLLOW_UPS },
    component: () => import('./FollowUpsPage.vue'),
  },
  {
    path: '/follow-ups/new',
    meta: { title: 'follow-ups.write', ...FOLLOW_UPS },
    component: () => import('./WriteFollowUpPage.vue'),
  },
  {
    path: '/follow-ups/:id',
    meta: { title: 'follow-ups.detail', ...FOLLOW_UPS },
    component: () => import('./FollowUpPage.vue'),
  },
]

export const apps: PhoneFeature['apps'] = [
  { to: '/follow-ups/new', label: 'phone.writeFollowUp', icon: 'records-o', colour: '#c26a05', order: 10, ...FOLLOW_UPS },
  { to: '/follow-ups', label: 'follow-ups.title', icon: 'comment-o', colour: '#1f8a57', order: 50, ...FOLLOW_UPS },
]
