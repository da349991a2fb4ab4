import type { PhoneFeature } from '../../features'

const VISITS = { needs: 'visits' }

export const routes: PhoneFeature['routes'] = [
  { path: '/visits', meta: { title: 'visits.title', ...VISITS }, component: () => import('./VisitsPage.vue') },
  { path: '/visits/new', meta: { title: 'visits.checkIn', ...VISITS }, component: () => import('./CheckInPage.vue') },
  { path: '/visits/:id', meta: { title: 'visits.detail', ...VISITS }, component: () => import('./VisitPage.vue') },
]

export const apps: PhoneFeature['apps'] = [
  { to: '/visits/new', label: 'visits.checkIn', icon: 'location-o', colour: '#2457d6', order: 15, ...VISITS },
  { to: '/visits', label: 'visits.title', icon: 'map-marked', colour: '#0e7490', order: 55, ...VISITS },
]
