import type { RouteLocationNormalized, RouteLocationRaw } from 'vue-router'
import type { useSession } from '@/shared/stores/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** May be seen without being signed in. */
    open?: boolean
    /** Key of the page's title in the locale files. */
    title?: string
    /** The function one needs a scope for, such as `customers`. */
    needs?: string
    /** The action permission one needs, such as `import`. */
    may?: string
    /** Phone: shown above the tab bar. */
    tab?: boolean
  }
}

type Session = Pick<ReturnType<typeof useSession>, 'signedIn' | 'mustChangePassword' | 'sees' | 'may'>

/** Decides whether an address may be opened, and where one is sent instead. */
export function guard(to: RouteLocationNormalized, session: Session): true | RouteLocationRaw {
  if (to.meta.open) return true
  if (!session.signedIn) return { name: 'login', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  if (session.mustChangePassword) return to.name === 'first-password' ? true : { name: 'first-password' }
  const allowed = (!to.meta.needs || session.sees(to.meta.needs)) && (!to.meta.may || session.may(to.meta.may))
  return allowed || { name: 'forbidden', params: { rest: to.path.split('/').filter(Boolean) }, replace: true }
}
