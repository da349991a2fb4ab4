import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { ReportName } from '@/features/reports/model'
import { useReportFilter } from '@/features/reports/useReportFilter'

async function asked(name: ReportName, query: Record<string, string> = {}) {
  let held!: ReturnType<typeof useReportFilter>
  const page = defineComponent({
    setup() {
      held = useReportFilter(name)
      return () => h('i')
    },
  })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: page }] })
  await router.push({ path: '/', query })
  mount(page, { global: { plugins: [router] } })
  return held
}

beforeEach(() => {
  setActivePinia(createPinia())
  vi.useFakeTimers({ now: new Date('2017-05-10T04:00:00Z'), toFake: ['Date'] })
})
afterEach(() => vi.useRealTimers())

describe('what a report is asked for', () => {
  it('is the range a report begins with, and nothing that was not chosen', async () => {
    const { filter } = await asked('orders')

    expect(filter.value).toEqual({ from: '2017-05-01', to: '2017-05-31', group_by: 'employee' })
  })

  it('goes from a range by name to days of one’s own and back', async () => {
    const { filter, range, state, pick, choose } = await asked('visits', { stage: 'signed' })

    pick('2017-05-02', '2017-05-03')
    expect(range.value).toBe('custom')
    expect(filter.value).toEqual({ from: '2017-05-02', to: '2017-05-03', stage: 'signed' })
    choose('this_month')
    await flushPromises()
    expect(state.range).toBe('')
    expect(filter.value).toMatchObject({ from: '2017-05-01', to: '2017-05-10' })
  })

  it('keeps to what the report knows', async () => {
    const { filter } = await asked('customer-ranking', { q: ' 火锅 ', at_least: '30', by: 'tag', employee_id: 'a' })

    expect(filter.value).toMatchObject({ q: '火锅', sort: '-amount', employee_id: 'a' })
    expect(filter.value).not.toHaveProperty('at_least')
    expect(filter.value).not.toHaveProperty('by')
  })
})
