import { computed, reactive, watch, type ComputedRef } from 'vue'
import { useRoute, useRouter, type LocationQuery, type LocationQueryRaw } from 'vue-router'

export type QueryValue = string | number | boolean | string[]
export type QueryState = Record<string, QueryValue>

/** A list's state as the address says it: what is asked of the server, and what stands there without an address. */
export interface Address<State extends QueryState> {
  state: State
  defaults: State
  asked: ComputedRef<Partial<State>>
  reset: (keep?: (keyof State)[]) => void
  turn: (view: string) => void
}

/** Only some lists of a page are narrowed by these: on the others they would go on unseen. */
const OF_SOME_LISTS = ['owner_id', 'employee_id', 'department_id', 'pooled_from', 'pooled_to']

/**
 * Filters, sort, page and tab, kept in the address: Back, reload and a shared link show the same view.
 * Only what differs from the defaults is written. Changing anything but `page` goes back to page 1.
 */
export function useQueryState<State extends QueryState>(defaults: State): Address<State> {
  const route = useRoute()
  const router = useRouter()
  const state = reactive(readQuery(route.query, defaults)) as State

  watch(
    () => route.query,
    (query) => Object.assign(state, readQuery(query, defaults)),
  )
  watch(
    () => ({ ...state }),
    (now, before) => {
      if (isOldPage(now, before)) {
        Object.assign(state, { page: 1 })
        return
      }
      const query = writeQuery(state, defaults, route.query)
      if (JSON.stringify(query) === JSON.stringify(route.query)) return
      // Typing in the search box is one step back, not one per letter.
      const move = now.q !== before.q ? router.replace : router.push
      void move({ path: route.path, query })
    },
  )

  function reset(keep: (keyof State)[] = []) {
    const kept = Object.fromEntries(keep.map((key) => [key, state[key]]))
    Object.assign(state, structuredClone(defaults), kept)
  }

  /** Shows another list of the page. */
  function turn(view: string) {
    const cleared = OF_SOME_LISTS.filter((key) => key in defaults).map((key) => [key, structuredClone(defaults[key])])
    Object.assign(state, Object.fromEntries(cleared), { view })
  }

  const asked = computed(() => withoutEmpty(state))
  return { state, defaults, asked, reset, turn }
}

/** The state an address stands for. */
export function readQuery<State extends QueryState>(query: LocationQuery, defaults: State): State {
  const entries = Object.entries(defaults).map(([key, standard]) => {
    const given = query[key]
    if (given === undefined || given === null) return [key, Array.isArray(standard) ? [...standard] : standard]
    if (Array.isArray(standard)) return [key, [given].flat().filter((value) => value !== null)]
    const single = String([given].flat()[0] ?? '')
    if (typeof standard === 'number') return [key, Number.isFinite(Number(single)) ? Number(single) : standard]
    return [key, typeof standard === 'boolean' ? single === 'true' : single]
  })
  return Object.fromEntries(entries) as State
}

/** The address of a state; parameters of others stay as they are. */
export function writeQuery<State extends QueryState>(
  state: State,
  defaults: State,
  around: LocationQuery,
): LocationQueryRaw {
  const foreign = Object.entries(around).filter(([key]) => !(key in defaults))
  const own = Object.entries(state)
    .filter(([key, value]) => key in defaults && !same(value, defaults[key]))
    .map(([key, value]) => [key, Array.isArray(value) ? [...value] : String(value)])
  return Object.fromEntries([...foreign, ...own])
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

const isOldPage = (now: QueryState, before: QueryState) =>
  'page' in now && now.page !== 1 && now.page === before.page && !same(now, before)

/** What is asked of the server: empty filters are left out. */
function withoutEmpty<State extends QueryState>(state: State): Partial<State> {
  const said = Object.entries(state).filter(([, value]) => value !== '' && !(Array.isArray(value) && !value.length))
  return Object.fromEntries(said) as Partial<State>
}
