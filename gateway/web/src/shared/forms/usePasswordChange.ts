import { computed, reactive, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSession } from '../stores/session'
import { useSubmit } from './useSubmit'

const SHORTEST = 8

/** Choosing a new password, on the first sign-in or later. */
export function usePasswordChange(onDone: () => unknown) {
  const { t } = useI18n()
  const session = useSession()
  const form = reactive({ old_password: '', new_password: '', repeat: '' })
  const tried = ref(false)
  const { busy, problem, fieldErrors, submit } = useSubmit()

  const mistakes = computed(() => ({
    old_password: ofServer('old_password') || shown(!form.old_password, t('auth.passwordNeeded')),
    new_password: ofServer('new_password') || shown(form.new_password.length < SHORTEST, t('auth.tooShort')),
    repeat: shown(form.new_password !== form.repeat, t('auth.notSame')),
  }))

  const ofServer = (field: string) => fieldErrors.value[field]?.join(' ') ?? ''
  const shown = (wrong: boolean, sentence: string) => (tried.value && wrong ? sentence : '')

  async function change() {
    tried.value = true
    fieldErrors.value = {}
    if (Object.values(mistakes.value).some(Boolean)) return
    const { old_password, new_password } = form
    if (await submit(() => session.changePassword({ old_password, new_password }))) onDone()
  }

  /** Empties the form, for one that stays on the page. */
  function clear() {
    Object.assign(form, { old_password: '', new_password: '', repeat: '' })
    tried.value = false
  }

  return { form, mistakes, busy, problem, change, clear }
}
