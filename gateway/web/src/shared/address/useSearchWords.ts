import { useDebounceFn } from '@vueuse/core'
import { ref, watch } from 'vue'

const TYPING_PAUSE_MS = 300

/** What is typed into the search field of a list; the list asks for it (`state.q`) once typing pauses. */
export function useSearchWords(state: { q: string }) {
  const words = ref(state.q)
  watch(words, useDebounceFn((text: string) => Object.assign(state, { q: text.trim() }), TYPING_PAUSE_MS))
  watch(
    () => state.q,
    (q) => {
      if (q !== words.value.trim()) words.value = q
    },
  )
  return words
}
