import { describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref, shallowRef } from 'vue'
import type { Selection } from '@/desktop/components/base/table'
import { useTicks } from '@/desktop/components/base/useTicks'

const rows = (...ids: string[]) => ({ items: ids.map((id) => ({ id })), total: 100 })

function table({ asked, ids = [] }: { asked?: object; ids?: string[] }) {
  const selection = ref<Selection>({ kind: 'rows', ids })
  const list = shallowRef(rows('a', 'b', 'c'))
  const question = shallowRef(asked)
  const ticks = effectScope().run(() =>
    useTicks(
      selection,
      () => list.value,
      () => question.value,
    ),
  )!
  return { selection, list, question, ...ticks }
}

describe('A selection', () => {
  it('outlives a renewed answer to the same question, without the rows that are gone', async () => {
    const { selection, list } = table({ asked: { view: 'mine' }, ids: ['a', 'b'] })

    list.value = rows('b', 'd')
    await nextTick()

    expect(selection.value).toEqual({ kind: 'rows', ids: ['b'] })
  })

  it('of everything found outlives it too, and ticks what is new', async () => {
    const { selection, list, all } = table({ asked: { view: 'mine' } })
    selection.value = { kind: 'filter' }

    list.value = rows('x')
    await nextTick()

    expect(selection.value).toEqual({ kind: 'filter' })
    expect(all.value).toBe(true)
  })

  it('never outlives another question', async () => {
    const { selection, question } = table({ asked: { view: 'mine' } })
    selection.value = { kind: 'filter' }

    question.value = { view: 'pool' }
    await nextTick()

    expect(selection.value).toEqual({ kind: 'rows', ids: [] })
  })

  it('outlives no new list where the question is not told', async () => {
    const { selection, list } = table({ ids: ['a'] })

    list.value = rows('a', 'b')
    await nextTick()

    expect(selection.value).toEqual({ kind: 'rows', ids: [] })
  })

  it('of everything becomes one of rows when a row is taken out', () => {
    const { selection, tick } = table({ asked: {} })
    selection.value = { kind: 'filter' }

    tick('b')

    expect(selection.value).toEqual({ kind: 'rows', ids: ['a', 'c'] })
  })
})
