import { useStorage } from '@vueuse/core'
import { computed, reactive, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { useSession } from '../stores/session'
import { useSubmit } from './useSubmit'
import { ApiError } from '@/api/client'

/** The sign-in form of both shells: account, password, and a one-time code when the server asks for one. */
export function useSignIn() {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  const remembered = useStorage('kuaiqi.account', '')
  const form = reactive({ account: remembered.value, password: '', otp: '', remember: true })
  const otpAsked = ref(false)
  const tried = ref(false)
  const { busy, problem, submit } = useSubmit()

  const missing = computed(() => ({
    account: tried.value && !form.account.trim() ? t('auth.accountNeeded') : '',
    password: tried.value && !form.password ? t('auth.passwordNeeded') : '',
  }))

  async function signIn() {
    tried.value = true
    if (missing.value.account || missing.value.password) return
    const done = await submit(attempt)
    if (!done) return
    remembered.value = form.remember ? form.account.trim() : ''
    await router.replace(ownAddress(route.query.to))
  }

  async function attempt() {
    try {
      const { password, otp } = form
      await session.signIn({ account: form.account.trim(), password, ...(otp ? { otp } : {}) })
    } catch (error) {
      if (error instanceof ApiError && error.code.includes('otp')) otpAsked.value = true
      throw error
    }
  }

  return { form, otpAsked, missing, busy, problem, signIn }
}

/** A shared link may send one on after signing in, but never to another host. */
export const ownAddress = (to: unknown) => (typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : '/')
