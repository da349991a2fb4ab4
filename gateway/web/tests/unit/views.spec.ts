import { VueQueryPlugin, QueryClient } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { shownColumns, type Column } from '@/desktop/components/base/table'
import type { SavedView } from '@/features/views/model'
import { addressOf, isAsSaved, queryOf } from '@/features/views/rules'
import { useSavedViews } from '@/features/views/useSavedViews'
import { useQueryState } from '@/shared/address/useQueryState'
import { fakeGateway, json } from './support/gateway'

const DEFAULTS = { view: 'mine' as string, q: '', tag_id: [] as string[], sort: '-created_at', page: 1, page_size: 20 }
const QUIET = view({ id: 'v1', name: '没人跟的', query: { view: ['team'], tag_id: ['a'] }, columns: ['phone', 'name'] })

function view(given: Partial<SavedView> = {}): SavedView {
  return {
    id: 'v',
    version: 1,
    list: 'leads',
    name: '视图',
    query: {},
    columns: null,
    shared: false,
    author: { id: 'e1', name: '宋肖肖' },
    first: false,
    may: ['change', 'delete', 'share'],
    ...given,
  }
}

async function listAt(path: string, views: SavedView[]) {
  const gateway = fakeGateway({ '/views': [() => json({ items: views })] })
  let held!: { saved: ReturnType<typeof useSavedViews>; state: typeof DEFAULTS }
  const page = defineComponent({
    setup() {
      const address = useQueryState(structuredClone(DEFAULTS))
      held = { saved: useSavedViews('leads', address), state: address.state }
      return () => h('i')
    },
  })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/leads/:id?', component: page }] })
  await router.push(path)
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  mount(page, { global: { plugins: [router, createPinia(), [VueQueryPlugin, { queryClient: client }]] } })
  await vi.waitFor(() => expect(held.saved.views).toHaveLength(views.length))
  await flushPromises()
  return { ...held, gateway, router, query: () => router.currentRoute.value.query }
}

beforeEach(() => localStorage.clear())
afterEach(() => vi.unstubAllGlobals())

describe('What is saved of a list', () => {
  it('is all but the page', () => {
    const state = { ...DEFAULTS, view: 'team', tag_id: ['a', 'b'], page: 3, page_size: 50 }

    expect(queryOf(state, DEFAULTS)).toEqual({ view: ['team'], tag_id: ['a', 'b'] })
  })

  it('makes the same address again, without what the list does not know any more', () => {
    const query = { tag_id: ['a'], gone: ['x'] }

    expect(addressOf(query, DEFAULTS, { saved: 'v1' })).toEqual({ saved: 'v1', tag_id: ['a'] })
    expect(isAsSaved({ ...DEFAULTS, tag_id: ['a'], page: 2 }, query, DEFAULTS)).toBe(true)
    expect(isAsSaved({ ...DEFAULTS, tag_id: ['b'] }, query, DEFAULTS)).toBe(false)
  })
})

describe('An open view', () => {
  it('brings its filters, its tab and its columns', async () => {
    const { saved, state, query } = await listAt('/leads?page_size=50', [QUIET])

    await saved.open(QUIET)
    await flushPromises()

    expect(query()).toEqual({ saved: 'v1', view: 'team', tag_id: ['a'], page_size: '50' })
    expect(state).toMatchObject({ view: 'team', tag_id: ['a'], page_size: 50 })
    expect(saved.opened?.name).toBe('没人跟的')
    expect(saved.columns).toEqual(['phone', 'name'])
    expect(saved.dirty).toBe(false)
  })

  it('is changed by a filter or a column, and as it was when it is opened again', async () => {
    const { saved, state } = await listAt('/leads?saved=v1&view=team&tag_id=a', [QUIET])
    expect(saved.dirty).toBe(false)

    state.q = '快启'
    saved.columns = ['name']
    await flushPromises()
    expect(saved.dirty).toBe(true)

    await saved.open(saved.opened)
    await flushPromises()
    expect(saved.dirty).toBe(false)
    expect(saved.columns).toEqual(['phone', 'name'])
  })

  it('is left with its tab', async () => {
    const { saved, state } = await listAt('/leads?saved=v1&view=team&tag_id=a', [QUIET])

    state.view = 'mine'
    await flushPromises()

    expect(saved.opened).toBeUndefined()
    expect(state.tag_id).toEqual(['a'])
  })

  it('keeps columns apart from one’s own', async () => {
    const { saved } = await listAt('/leads', [QUIET])
    saved.columns = ['name', 'owner']

    await saved.open(QUIET)
    await flushPromises()
    expect(saved.columns).toEqual(['phone', 'name'])

    await saved.open()
    await flushPromises()
    expect(saved.columns).toEqual(['name', 'owner'])
  })
})

describe('The first view', () => {
  const first = { ...QUIET, first: true }

  it('opens for who comes to the bare list', async () => {
    const { saved, query } = await listAt('/leads', [first])

    await vi.waitFor(() => expect(query().saved).toBe('v1'))
    expect(saved.opened?.id).toBe('v1')
  })

  it.each(['/leads?q=x', '/leads/someone', '/leads?saved=none'])('leaves %s as it is', async (path) => {
    const { router } = await listAt(path, [first])

    expect(router.currentRoute.value.fullPath).toBe(path)
  })

  it('stays away from the whole list once that was asked for', async () => {
    const { saved, query } = await listAt('/leads?saved=v1&view=team&tag_id=a', [first])

    await saved.open()
    await flushPromises()

    expect(query()).toEqual({ saved: 'none', view: 'team' })
  })
})

describe('Chosen columns', () => {
  const columns: Column[] = [
    { key: 'name', title: '名称', always: true },
    { key: 'phone', title: '电话' },
    { key: 'note', title: '备注', extra: true },
  ]
  const keys = (chosen: string[] | null) => shownColumns(columns, chosen).map(({ key }) => key)

  it('stand in the order they were put into', () => expect(keys(['note', 'name'])).toEqual(['note', 'name']))
  it('are the standard ones where nobody chose', () => expect(keys(null)).toEqual(['name', 'phone']))
  it('never miss what always stands there', () => expect(keys(['note', 'gone'])).toEqual(['name', 'note']))
})
