import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useQueryState } from '@/shared/address/useQueryState'
import { useFormats } from '@/shared/formats/useFormats'
import { GROUPS, SORTS, STAGES, type ReportFilter, type ReportName } from './model'
import { daysOf, firstRangeOf, type RangeName } from './ranges'

/** What a report is asked for, kept in the address; a range by name, or days of one's own. */
export function useReportFilter(of: MaybeRefOrGetter<ReportName>) {
  const { today } = useFormats()
  const name = computed(() => toValue(of))
  const { state, reset } = useQueryState({
    range: '',
    from: '',
    to: '',
    department_id: '',
    employee_id: '',
    by: 'status',
    stage: 'developing',
    at_least: 0,
    group_by: '',
    category_id: '',
    q: '',
    sort: '',
    page: 1,
  })

  const range = computed<string>({ get: () => state.range || firstRangeOf(name.value), set: (chosen) => choose(chosen) })
  const days = computed(() => daysOf(range.value, state, today()))
  const group = computed({
    get: () => state.group_by || (GROUPS[name.value]?.[0] ?? ''),
    set: (chosen: string) => (state.group_by = chosen),
  })
  const sort = computed({ get: () => state.sort || '-amount', set: (chosen: string) => (state.sort = chosen) })

  /** One's own days begin with those shown. */
  function choose(named: string) {
    if (named === ('custom' satisfies RangeName)) pick(days.value.from, days.value.to)
    else Object.assign(state, { range: named === firstRangeOf(name.value) ? '' : named, from: '', to: '' })
  }

  function pick(from: string, to: string) {
    Object.assign(state, { range: 'custom', from, to })
  }

  const filter = computed<ReportFilter>(() => {
    const { department_id, employee_id, by, stage, at_least, category_id } = state
    const asked: Partial<ReportFilter> = {
      department_id,
      employee_id,
      ...(name.value === 'status-stock' ? { by } : {}),
      ...(STAGES[name.value] ? { stage } : {}),
      ...(name.value === 'calls' ? { at_least } : {}),
      ...(GROUPS[name.value] ? { group_by: group.value } : {}),
      ...(SORTS[name.value] ? { sort: sort.value, q: state.q.trim() } : {}),
      ...(name.value === 'product-ranking' ? { category_id } : {}),
    }
    const said = Object.fromEntries(Object.entries(asked).filter(([, value]) => value))
    return { ...days.value, ...said }
  })

  return { state, reset, range, days, group, sort, filter, choose, pick }
}

export type ReportAsked = ReturnType<typeof useReportFilter>
