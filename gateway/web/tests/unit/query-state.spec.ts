import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { readQuery, useQueryState, writeQuery } from '@/shared/address/useQueryState'

const DEFAULTS = { view: 'mine', q: '', owner_id: [] as string[], page: 1, sort: '-created_at', tag_ids: [] as string[], mine: false }

async function pageAt(address: string) {
  let held!: ReturnType<typeof useQueryState<typeof DEFAULTS>>
  const page = defineComponent({
    setup() {
      held = useQueryState(structuredClone(DEFAULTS))
      return () => h('i')
    },
  })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/list/:id?', component: page }] })
  await router.push(address)
  mount(page, { global: { plugins: [router] } })
  return { ...held, router, query: () => router.currentRoute.value.query }
}

describe('useQueryState', () => {
  it('reads what the address says', async () => {
    const { state } = await pageAt('/list?page=3&tag_ids=a&tag_ids=b&mine=true')

    expect(state).toEqual({ view: 'mine', q: '', owner_id: [], page: 3, sort: '-created_at', tag_ids: ['a', 'b'], mine: true })
  })

  it('writes only what differs, and keeps what it does not know', async () => {
    const { state, query } = await pageAt('/list?tab=files')

    state.tag_ids = ['a']
    state.mine = true
    await flushPromises()

    expect(query()).toEqual({ tab: 'files', tag_ids: ['a'], mine: 'true' })
  })

  it('goes back to the first page when a filter changes', async () => {
    const { state, query } = await pageAt('/list?page=3')

    state.q = '火锅'
    await flushPromises()

    expect(state.page).toBe(1)
    expect(query()).toEqual({ q: '火锅' })
  })

  it('turns to another list without what only the first is narrowed by', async () => {
    const { state, turn, query } = await pageAt('/list?owner_id=a&q=火锅&page=3&view=team')

    turn('mine')
    await flushPromises()

    expect(state.owner_id).toEqual([])
    expect(query()).toEqual({ q: '火锅' })
  })

  it('follows Back', async () => {
    const { state, router } = await pageAt('/list')
    state.page = 2
    await flushPromises()

    router.back()
    await flushPromises()

    expect(state.page).toBe(1)
  })

  it('leaves empty filters out of the request', async () => {
    const { state, asked } = await pageAt('/list')

    state.tag_ids = ['a']

    expect(asked.value).toEqual({ view: 'mine', page: 1, sort: '-created_at', tag_ids: ['a'], mine: false })
  })

  it('resets all but what is to be kept', async () => {
    const { state, reset } = await pageAt('/list?q=x&page=2&sort=name')

    reset(['sort'])

    expect(state).toEqual({ ...DEFAULTS, sort: 'name' })
  })
})

describe('readQuery', () => {
  it('falls back to the default when a number is none', () => {
    expect(readQuery({ page: 'abc' }, { page: 1 })).toEqual({ page: 1 })
  })
})

describe('writeQuery', () => {
  it('is undone by readQuery', () => {
    const state = { ...DEFAULTS, q: 'a b', page: 4, tag_ids: ['x'] }

    const query = writeQuery(state, DEFAULTS, {}) as Record<string, string>

    expect(readQuery(query, DEFAULTS)).toEqual(state)
  })
})
