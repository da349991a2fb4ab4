import { useDebounceFn } from '@vueuse/core'
import { ref, watch } from 'vue'
import { useSession } from '../stores/session'

/**
 * Keeps what was typed into a form on this device until it is sent, so that a page closed by accident loses nothing.
 * `form` is the reactive object the fields are bound to; files and other objects that JSON cannot hold do not belong in it.
 */
export function useFormDraft<Form extends object>(name: string, form: Form) {
  const session = useSession()
  const key = () => `kuaiqi.draft.${session.me?.employee.id ?? ''}.${name}`
  const blank = JSON.stringify(form)
  const restored = ref(false)

  const keep = useDebounceFn(() => {
    const now = JSON.stringify(form)
    if (now === blank) localStorage.removeItem(key())
    else localStorage.setItem(key(), now)
  }, 400)

  /** Fills the form with the draft, if there is one. */
  function restore() {
    const draft = localStorage.getItem(key())
    if (!draft) return
    Object.assign(form, JSON.parse(draft))
    restored.value = true
  }

  /** Forgets the draft, after it was sent or on request. */
  function discard() {
    localStorage.removeItem(key())
    Object.assign(form, JSON.parse(blank))
    restored.value = false
  }

  watch(() => form, keep, { deep: true })
  return { restored, restore, discard }
}
