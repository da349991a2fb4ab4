import { ref } from 'vue'

export interface Snack {
  text: string
  /** A step that may follow, such as taking it back. */
  action?: { label: string; run: () => unknown }
  bad?: boolean
}

const SHOWN_MS = 4_000
const WITH_ACTION_MS = 8_000

const snack = ref<Snack | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined

/** A short word at the bottom about what has just happened; it goes by itself. */
export function useSnack() {
  function hide() {
    clearTimeout(timer)
    snack.value = null
  }

  function say(text: string, more: Omit<Snack, 'text'> = {}) {
    clearTimeout(timer)
    snack.value = { text, ...more }
    timer = setTimeout(hide, more.action ? WITH_ACTION_MS : SHOWN_MS)
  }

  return { snack, say, hide }
}
