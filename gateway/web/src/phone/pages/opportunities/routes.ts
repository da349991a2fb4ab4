import type { PhoneFeature } from '../../features'

const OPPORTUNITIES = { needs: 'opportunities' }

export const routes: PhoneFeature['routes'] = [
  { path: '/opportunities', meta: { title: 'opportunities.title', ...OPPORTUNITIES }, component: () => import('./OpportunitiesPage.vue') },
  { path: '/opportunities/new', meta: { title: 'opportunities.create', ...OPPORTUNITIES }, component: () => import('./OpportunityFormPage.vue') },
  { path: '/opportunities/:id', meta: { title: 'opportunities.title', ...OPPORTUNITIES }, component: () => import('./OpportunityPage.vue') },
  { path: '/opportunities/:id/edit', meta: { title: 'opportunities.change', ...OPPORTUNITIES }, component: () => import('./OpportunityFormPage.vue') },
]

export const apps: PhoneFeature['apps'] = [
  { to: '/opportunities', label: 'opportunities.title', icon: 'chart-trending-o', colour: '#2457d6', order: 70, ...OPPORTUNITIES },
]
