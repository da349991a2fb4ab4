import { ref } from 'vue'
import { ApiError } from '@/api/client'
import { useErrorText } from './useErrorText'

/** Sends a form once at a time; what the server refused stands at its field, or above the form. */
export function useSubmit() {
  const errorText = useErrorText()
  const busy = ref(false)
  const fieldErrors = ref<Record<string, string[]>>({})
  const problem = ref('')

  function clear() {
    fieldErrors.value = {}
    problem.value = ''
  }

  /** Runs the work; answers whether it succeeded. */
  async function submit(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    clear()
    try {
      await work()
      return true
    } catch (error) {
      problem.value = errorText(error)
      if (error instanceof ApiError) fieldErrors.value = error.errors
      return false
    } finally {
      busy.value = false
    }
  }

  return { busy, fieldErrors, problem, submit, clear }
}
