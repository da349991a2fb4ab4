import type { PhoneFeature } from '../../features'

const CALLS = { needs: 'calls' }

export const routes: PhoneFeature['routes'] = [
  { path: '/calls', meta: { title: 'calls.title', ...CALLS }, component: () => import('./CallsPage.vue') },
  { path: '/calls/new', meta: { title: 'calls.upload', ...CALLS }, component: () => import('./UploadCallPage.vue') },
]

export const apps: PhoneFeature['apps'] = [
  { to: '/calls', label: 'calls.title', icon: 'phone-o', colour: '#7c3aed', order: 57, ...CALLS },
]
