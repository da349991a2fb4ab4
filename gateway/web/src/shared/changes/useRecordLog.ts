import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, ref, toValue, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Named, Page } from '@/api/answers'
import { call } from '@/api/call'
import { valueInWords } from './words'

export type Recorded = 'customers' | 'leads' | 'products' | 'opportunities' | 'orders'

/** Says values that are codes, such as a status; undefined where it has no words of its own. */
export type WordsOfValues = (field: string, value: unknown) => string | undefined

/** Fields that name nobody while a customer lies in the pool. */
const NOBODY = ['owner', 'owner_id']

interface RecordChange {
  id: string
  at: string
  by: Named | null
  kind: string
  changes: { field: string; before: unknown; after: unknown }[]
}

/**
 * The log of a record in words, newest first (C15): who did what when, and each field before and after.
 * It is kept below the record's own key, so that it is renewed with it.
 */
export function useRecordLog(of: Recorded, id: MaybeRefOrGetter<string>, words?: WordsOfValues) {
  const { t, te } = useI18n()
  const page = ref(1)
  const { data, error, refetch, isPending } = useQuery({
    queryKey: computed(() => [of, 'one', toValue(id), 'changes', page.value]),
    queryFn: () => call<Page<RecordChange>>('GET', `/${of}/${toValue(id)}/changes`, { query: { page: page.value } }),
    placeholderData: keepPreviousData,
  })

  const known = (key: string, otherwise: string) => (te(key) || te(key, 'zh-CN') ? t(key) : otherwise)
  const said = (field: string, value: unknown) => words?.(field, value) ?? (valueInWords(value) || t(NOBODY.includes(field) ? 'customers.nobody' : 'customers.blank'))
  const lines = computed(() =>
    data.value?.items.map(({ id: line, at, by, kind, changes }) => ({
      id: line,
      at,
      by: by?.name ?? t('customers.system'),
      what: known(`${of}.kind.${kind}`, kind),
      fields: changes.map(({ field, before, after }) => ({
        key: field,
        name: known(`${of}.field.${field}`, field),
        before: said(field, before),
        after: said(field, after),
      })),
    })),
  )
  const total = computed(() => data.value?.total ?? 0)
  const size = computed(() => data.value?.page_size ?? 1)
  return { lines, total, size, page, error, refetch, isPending }
}
