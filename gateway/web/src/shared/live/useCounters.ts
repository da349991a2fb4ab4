import { computed, ref } from 'vue'
import { useStream } from './useStream'

const counters = ref<Record<string, number>>({})

/** Live numbers of the signed-in employee, such as unread notifications. */
export function useCounters() {
  useStream<Record<string, number>>('counters', (news) => {
    counters.value = { ...counters.value, ...news }
  })
  const unread = computed(() => counters.value.unread ?? 0)
  /** Sets what a page has just read from the server. */
  function know(news: Record<string, number>) {
    counters.value = { ...counters.value, ...news }
  }
  return { counters, unread, know }
}
