import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { listCustomFields } from './api'
import type { FieldKind } from './model'

const KEPT_MS = 5 * 60_000

export const fieldsKey = (of: FieldKind) => ['custom-fields', of]

/** The custom fields of a kind of thing, if it has any: `fields` are filled in now, `all` also those switched off. */
export function useCustomFields(of: MaybeRefOrGetter<FieldKind | undefined>) {
  const query = useQuery({
    queryKey: computed(() => ['custom-fields', toValue(of)]),
    queryFn: () => listCustomFields(toValue(of)!),
    staleTime: KEPT_MS,
    enabled: computed(() => Boolean(toValue(of))),
  })
  const all = computed(() => query.data.value ?? [])
  const fields = computed(() => all.value.filter(({ enabled }) => enabled))
  return { all, fields, query }
}
