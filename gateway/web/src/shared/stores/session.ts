import { useStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { forgetTokens, keepTokens, onAccessLost, renewAccess } from '@/api/access'
import { api, ApiError, Offline, unwrap, type Schemas } from '@/api/client'
import { forgetSubscription, renewSubscription, unsubscribe } from '../push/subscription'

export type Me = Schemas['Me']

/** Answers kept for reading offline belong to one person; the service worker fills this cache. */
const READS_CACHE = 'kuaiqi-reads'

/** Who is signed in, and what they may see and do. */
export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null)
  const mustChangePassword = ref(false)
  // Says only that a cookie may be there, so that a visitor's first page asks the server nothing.
  const hadSignedIn = useStorage('kuaiqi.had-signed-in', false)
  const signedIn = computed(() => me.value !== null)
  const administrator = computed(() => me.value?.permissions.administrator ?? false)

  onAccessLost(forget)

  async function signIn(credentials: { account: string; password: string; otp?: string }) {
    const tokens = await unwrap(api.POST('/auth/login', { body: credentials }))
    await dropReads()
    keepTokens(tokens)
    hadSignedIn.value = true
    mustChangePassword.value = tokens.must_change_password ?? false
    await load()
  }

  /** Takes up the sign-in of an earlier visit, also without a network. */
  async function restore() {
    if (!hadSignedIn.value) return
    try {
      if (await renewAccess()) await load()
    } catch (error) {
      if (!(error instanceof Offline || error instanceof ApiError)) throw error
      await load().catch(() => undefined)
    }
  }

  async function load() {
    me.value = await unwrap(api.GET('/me'))
    if (me.value.must_change_password) mustChangePassword.value = true
    void renewSubscription(me.value.employee.id).catch(() => undefined)
  }

  async function changePassword(passwords: Schemas['PasswordChange']) {
    await api.PUT('/auth/password', { body: passwords })
    mustChangePassword.value = false
  }

  async function signOut() {
    await unsubscribe().catch(() => undefined)
    await api.POST('/auth/logout').catch(() => undefined)
    forget()
  }

  function forget() {
    forgetTokens()
    hadSignedIn.value = false
    mustChangePassword.value = false
    me.value = null
    void dropReads()
    void forgetSubscription().catch(() => undefined)
  }

  /** Whether an action permission is held: `may('drop_to_pool')`. */
  const may = (action: string) =>
    me.value !== null && (me.value.permissions.administrator || me.value.permissions.actions.includes(action))

  /** How far one sees in a function, or null when it is switched off: `scopeOf('customers')`. */
  const scopeOf = (name: string) => me.value?.permissions.scopes[name] ?? null

  const sees = (name: string) => Boolean(me.value?.permissions.administrator) || scopeOf(name) !== null

  /** Whether the company switched a function on. */
  const companyHas = (name: string) => me.value?.switches?.[name] ?? false

  return {
    me,
    signedIn,
    administrator,
    mustChangePassword,
    signIn,
    restore,
    reload: load,
    changePassword,
    signOut,
    may,
    scopeOf,
    sees,
    companyHas,
  }
})

async function dropReads() {
  if ('caches' in globalThis) await caches.delete(READS_CACHE)
}
