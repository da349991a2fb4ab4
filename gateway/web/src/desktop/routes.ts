import type { RouteRecordRaw } from 'vue-router'
import { features } from './features'

export const routes: RouteRecordRaw[] = [
  {
    path: '/login',
    name: 'login',
    meta: { open: true, title: 'auth.signIn' },
    component: () => import('./pages/auth/LoginPage.vue'),
  },
  {
    path: '/first-password',
    name: 'first-password',
    meta: { title: 'auth.firstTitle' },
    component: () => import('./pages/auth/FirstPasswordPage.vue'),
  },
  {
    path: '/',
    component: () => import('./layout/AppShell.vue'),
    children: [
      ...features.flatMap((feature) => feature.routes),
      {
        path: 'forbidden/:rest(.*)*',
        name: 'forbidden',
        meta: { title: 'common.forbidden.title' },
        component: () => import('./pages/errors/ForbiddenPage.vue'),
      },
      {
        path: ':rest(.*)*',
        name: 'not-found',
        meta: { title: 'common.notFound.title' },
        component: () => import('./pages/errors/NotFoundPage.vue'),
      },
    ],
  },
]
