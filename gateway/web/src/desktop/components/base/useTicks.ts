import { computed, watch, type Ref } from 'vue'
import { nothingSelected, type ListAnswer, type Row, type Selection } from './table'

/** Which rows of a list are ticked, and what becomes of the selection when the list changes. */
export function useTicks(
  selection: Ref<Selection>,
  list: () => ListAnswer<Row> | undefined,
  /** What the list was asked by, if it says so. */
  asked: () => object | undefined,
) {
  const ids = computed(() => list()?.items.map((row) => row.id) ?? [])
  const ticked = computed(() => new Set(selection.value.kind === 'filter' ? ids.value : selection.value.ids))
  const all = computed(() => ids.value.length > 0 && ids.value.every((id) => ticked.value.has(id)))
  const some = computed(() => ticked.value.size > 0 && !all.value)

  function tick(id: string) {
    const now = new Set(ticked.value)
    if (!now.delete(id)) now.add(id)
    selection.value = { kind: 'rows', ids: ids.value.filter((each) => now.has(each)) }
  }

  function tickAll() {
    selection.value = { kind: 'rows', ids: all.value ? [] : [...ids.value] }
  }

  // Another page or filter shows other rows: a selection nobody sees any more would be dangerous.
  watch(
    () => {
      const question = asked()
      return question ? JSON.stringify(question) : list()
    },
    () => {
      if (ticked.value.size || selection.value.kind === 'filter') selection.value = nothingSelected()
    },
  )

  // The same list renewed: rows that are gone are no longer selected.
  watch(ids, (now) => {
    const { value: held } = selection
    if (held.kind === 'filter' || held.ids.every((id) => now.includes(id))) return
    selection.value = { kind: 'rows', ids: held.ids.filter((id) => now.includes(id)) }
  })

  return { ticked, all, some, tick, tickAll }
}
