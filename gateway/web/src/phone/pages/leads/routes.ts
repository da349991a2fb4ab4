import type { PhoneFeature } from '../../features'

const LEADS = { needs: 'leads' }

export const routes: PhoneFeature['routes'] = [
  { path: '/leads', meta: { title: 'leads.title', ...LEADS }, component: () => import('./LeadsPage.vue') },
  { path: '/leads/new', meta: { title: 'leads.new', ...LEADS }, component: () => import('./LeadFormPage.vue') },
  { path: '/leads/:id', meta: { title: 'leads.title', ...LEADS }, component: () => import('./LeadPage.vue') },
  { path: '/leads/:id/edit', meta: { title: 'leads.edit', ...LEADS }, component: () => import('./LeadFormPage.vue') },
  { path: '/leads/:id/follow-up', meta: { title: 'leads.write', ...LEADS }, component: () => import('./LeadFollowUpPage.vue') },
  { path: '/leads/:id/convert', meta: { title: 'leads.convertTitle', ...LEADS }, component: () => import('./ConvertPage.vue') },
]

export const apps: PhoneFeature['apps'] = [
  { to: '/leads', label: 'leads.title', icon: 'guide-o', colour: '#b45f06', order: 10, ...LEADS },
]
