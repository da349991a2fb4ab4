import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { refDebounced } from '@vueuse/core'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { findDuplicates } from './api'

const PAUSE_MS = 400

interface Typed {
  name: string
  phone: string
  except_id?: string
}

/** Customers of the same name or phone as what is being typed. */
export function useDuplicates(typed: MaybeRefOrGetter<Typed>) {
  const asked = refDebounced(
    computed(() => {
      const { name, phone, except_id } = toValue(typed)
      return { name: name.trim(), phone: phone.trim(), ...(except_id ? { except_id } : {}) }
    }),
    PAUSE_MS,
  )
  const query = useQuery({
    queryKey: computed(() => ['customers', 'duplicates', asked.value]),
    queryFn: () => findDuplicates(asked.value),
    enabled: computed(() => Boolean(asked.value.name || asked.value.phone)),
    placeholderData: keepPreviousData,
  })
  return computed(() => (asked.value.name || asked.value.phone ? (query.data.value?.items ?? []) : []))
}
