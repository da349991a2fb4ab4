import { QueryCache, QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { createApp, watch, type Component } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { ApiError } from '@/api/client'
import { useSession } from '@/shared/stores/session'
import { useUi } from '@/shared/stores/ui'
import { guard } from './guard'
import { i18n, speak } from './i18n'
import { registerServiceWorker } from './service-worker'

/** Starts one shell: restores the sign-in, speaks the user's language, then shows the address. */
export async function start(root: Component, routes: RouteRecordRaw[]) {
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => owesSecondFactor(error) && void router.replace('/me') }),
    defaultOptions: {
      // Asked also without a network: the service worker then answers with what was read last.
      queries: { staleTime: 30_000, retry: false, refetchOnWindowFocus: mayRefetch, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  })
  const app = createApp(root).use(createPinia()).use(i18n).use(VueQueryPlugin, { queryClient })
  const session = useSession()
  const ui = useUi()
  await Promise.all([session.restore(), speak(ui.language)])

  const router = createRouter({
    history: createWebHistory(),
    routes,
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach((to) => guard(to, session))
  watch(() => ui.language, speak)
  watch(
    () => session.signedIn,
    (signedIn) => {
      if (signedIn) return
      queryClient.clear()
      const to = router.currentRoute.value
      if (!to.meta.open) void router.replace({ name: 'login', query: { to: to.fullPath } })
    },
  )
  app.use(router)
  await router.isReady()
  app.mount('#app')
  if (import.meta.env.PROD) void registerServiceWorker()
}

/** What the server refused once it refuses again; only answers that were good are renewed. */
const mayRefetch = (query: { state: { error: unknown } }) => !(query.state.error instanceof ApiError)

/** An administrator whose company asks for a second factor sets it up before anything else opens. */
const owesSecondFactor = (error: Error) => error instanceof ApiError && error.code === 'auth.second_factor_required'
