import { useIntervalFn, useStorage } from '@vueuse/core'
import { computed, reactive, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { useSession } from '../stores/session'
import { useSubmit } from './useSubmit'
import { ApiError } from '@/api/client'

const SECOND_MS = 1_000

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
  const refusal = ref<ApiError | null>(null)
  /** Seconds until one may try again. */
  const waiting = ref(0)
  const { busy, problem, submit } = useSubmit()

  const missing = computed(() => ({
    account: tried.value && !form.account.trim() ? t('auth.accountNeeded') : '',
    password: tried.value && !form.password ? t('auth.passwordNeeded') : '',
  }))

  async function signIn() {
    tried.value = true
    if (missing.value.account || missing.value.password || waiting.value) return
    const done = await submit(attempt)
    if (!done) return explain()
    remembered.value = form.remember ? form.account.trim() : ''
    await router.replace(ownAddress(route.query.to))
  }

  async function attempt() {
    try {
      const { password, otp } = form
      await session.signIn({ account: form.account.trim(), password, ...(otp ? { otp } : {}) })
    } catch (error) {
      refusal.value = error instanceof ApiError ? error : null
      throw error
    }
  }

  /** What the server refused, in words that help on: asking for a code is no mistake, waiting has an end. */
  function explain() {
    const { code, retryAfter } = refusal.value ?? {}
    if (code === 'auth.otp_required') {
      otpAsked.value = true
      problem.value = ''
    } else if (code === 'auth.refused' && otpAsked.value) problem.value = t('auth.otpRefused')
    else if (code === 'auth.throttled' && retryAfter) waiting.value = retryAfter
  }

  useIntervalFn(() => {
    if (!waiting.value) return
    waiting.value -= 1
    problem.value = waiting.value ? t('auth.wait', { n: waiting.value }) : ''
  }, SECOND_MS)

  return { form, otpAsked, missing, busy, problem, waiting, signIn }
}

/** A shared link may send one on after signing in, but never to another host. */
export const ownAddress = (to: unknown) => (typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : '/')
