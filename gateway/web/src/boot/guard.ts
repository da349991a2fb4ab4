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
    /** Only for administrators of the company. */
    administrators?: boolean
    /** Phone: shown above the tab bar. */
    tab?: boolean
  }
}

type Session = Pick<ReturnType<typeof useSession>, 'signedIn' | 'mustChangePassword' | 'sees' | 'may' | 'administrator'>

/** Decides whether an address may be opened, and where one is sent instead. */
export function guard(to: RouteLocationNormalized, session: Session): true | RouteLocationRaw {
  if (to.meta.open) return true
  if (!session.signedIn) return { name: 'login', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  if (session.mustChangePassword) return to.name === 'first-password' ? true : { name: 'first-password' }
  return isOpenTo(to.meta, session) || { name: 'forbidden', params: { rest: to.path.split('/').filter(Boolean) }, replace: true }
}

/** What an address or a line of the menu asks of the person. */
export interface Demand {
  needs?: string
  may?: string
  administrators?: boolean
}

/** Whether the rights held meet all that is asked. */
export const isOpenTo = (
  { needs, may, administrators }: Demand,
  session: Pick<Session, 'sees' | 'may' | 'administrator'>,
) => (!needs || session.sees(needs)) && (!may || session.may(may)) && (!administrators || session.administrator)
