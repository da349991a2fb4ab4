import type { PhoneFeature } from '../../features'

/** Addresses of work that is done at a desk say so, so that a shared link is not taken for a broken one. */
export const routes: PhoneFeature['routes'] = [
  {
    path: '/:part(imports|collections|settings|organization)/:rest(.*)*',
    meta: { title: 'phone.atDesk' },
    component: () => import('./AtDeskPage.vue'),
  },
]
