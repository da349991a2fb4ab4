import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { useStorage } from '@vueuse/core'
import { computed, reactive, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'
import type { Address, QueryState } from '@/shared/address/useQueryState'
import { useSession } from '@/shared/stores/session'
import { changeView, createView, deleteView, listViews, openViewFirst } from './api'
import type { ListKind, SavedView } from './model'
import { addressOf, isAsSaved, queryOf } from './rules'

export interface ViewForm {
  name: string
  shared: boolean
  first: boolean
}

/** In the address: which view is open; `none` keeps the first one from opening by itself. */
const NONE = 'none'

/**
 * The saved views of a list. An open one stands in the address beside its filters, so a link shows another the same;
 * it is open as long as its tab is. Without one, the columns are this person's own, kept on the device under `table`.
 */
export function useSavedViews<State extends QueryState>(
  of: MaybeRefOrGetter<ListKind>,
  { state, defaults }: Address<State>,
  table: MaybeRefOrGetter<string> = of,
) {
  const route = useRoute()
  const router = useRouter()
  const client = useQueryClient()
  const session = useSession()

  const key = computed(() => ['views', toValue(of)])
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => listViews(toValue(of)) })
  const views = computed(() => data.value ?? [])
  const tabOf = (view: SavedView) => view.query.view?.[0] ?? defaults.view
  const opened = computed(() => views.value.find((view) => view.id === route.query.saved && tabOf(view) === state.view))

  const own = useStorage<string[] | null>(() => `kuaiqi.columns.${session.me?.employee.id ?? ''}.${toValue(table)}`, null, undefined, {
    serializer: { read: (text) => JSON.parse(text) as string[] | null, write: JSON.stringify },
  })
  const changed = ref<string[] | null>()
  const columns = computed({
    get: () => (!opened.value ? own.value : changed.value === undefined ? opened.value.columns : changed.value),
    set: (keys) => (opened.value ? (changed.value = keys) : (own.value = keys)),
  })
  watch(
    () => opened.value?.id,
    () => (changed.value = undefined),
  )
  const dirty = computed(() => {
    const view = opened.value
    if (!view) return false
    return !isAsSaved(state, view.query, defaults) || JSON.stringify(columns.value) !== JSON.stringify(view.columns)
  })

  const go = (query: LocationQueryRaw) => router.push({ path: route.path, query })
  const size = () => ({ page_size: [String(state.page_size)] })
  const addressOfView = (view: SavedView) => addressOf({ ...view.query, ...size() }, defaults, { saved: view.id })

  /** Shows a view as it was saved; without one, the whole list of the tab. */
  function open(view?: SavedView) {
    changed.value = undefined
    if (view) return go(addressOfView(view))
    const tab: SavedView['query'] = state.view === undefined ? {} : { view: [String(state.view)] }
    const around = views.value.some(({ first }) => first) ? { saved: NONE } : {}
    return go(addressOf({ ...tab, ...size() }, defaults, around))
  }

  // Who comes to the bare list, as from the menu, sees their first view; who did something before it was known, does not.
  const isBare = () => !Object.keys(route.query).length && !route.params.id
  let comes = isBare()
  watch(
    () => toValue(of),
    () => (comes = isBare()),
  )
  watch(
    data,
    () => {
      if (!data.value) return
      const first = comes && isBare() ? views.value.find((view) => view.first) : undefined
      comes = false
      if (first) void router.replace({ path: route.path, query: addressOfView(first) })
    },
    { immediate: true },
  )

  const renew = () => client.invalidateQueries({ queryKey: key.value })

  /** Saves how the list looks now under a new name, and opens it. */
  async function save(form: ViewForm) {
    const made = await createView({ ...form, list: toValue(of), query: queryOf(state, defaults), columns: columns.value })
    await renew()
    await go(addressOfView(made))
  }

  /** Saves how the list looks now into the open view. */
  async function keep(view: SavedView) {
    try {
      await changeView(view.id, { version: view.version, query: queryOf(state, defaults), columns: columns.value })
      changed.value = undefined
    } finally {
      await renew()
    }
  }

  /** Renames, shares or withdraws a view, where one may, and lets one's list open with it or not. */
  async function change(view: SavedView, { name, shared, first }: ViewForm) {
    try {
      if (name !== view.name || shared !== view.shared) await changeView(view.id, { version: view.version, name, shared })
      if (first !== view.first) await openViewFirst(view.id, first)
    } finally {
      await renew()
    }
  }

  /** Removes a view; the list stays as it looks. */
  async function remove(view: SavedView) {
    await deleteView(view.id)
    if (opened.value?.id === view.id) await go({ ...route.query, saved: undefined })
    await renew()
  }

  return reactive({ views, opened, dirty, columns, error, retry: refetch, open, save, keep, change, remove })
}

export type SavedViews = ReturnType<typeof useSavedViews>
