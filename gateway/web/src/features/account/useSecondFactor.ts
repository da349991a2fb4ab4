import { computed, ref } from 'vue'
import { useSubmit } from '@/shared/forms/useSubmit'
import { useSession } from '@/shared/stores/session'
import { beginOtp, confirmOtp, endOtp } from './api'
import type { OtpSetup } from './model'

/** Setting a second factor up in both shells: a secret, a code that proves it, recovery codes; and switching it off. */
export function useSecondFactor(switchedOff: () => void) {
  const session = useSession()
  const { busy, problem, fieldErrors, submit, clear } = useSubmit()
  const on = computed(() => session.me?.second_factor ?? false)
  const secret = ref<OtpSetup | null>(null)
  const otp = ref('')
  /** The codes for a lost phone, shown this once. */
  const codes = ref<string[]>([])
  const password = ref('')
  const switchingOff = ref(false)

  const begin = () => submit(async () => (secret.value = await beginOtp()))

  async function confirm() {
    const done = await submit(async () => (codes.value = (await confirmOtp(otp.value.trim())).recovery_codes))
    if (!done) return
    secret.value = null
    otp.value = ''
    await session.reload()
  }

  async function switchOff() {
    if (!(await submit(() => endOtp(password.value)))) return
    password.value = ''
    switchingOff.value = false
    codes.value = []
    await session.reload()
    switchedOff()
  }

  function leave() {
    secret.value = null
    switchingOff.value = false
    otp.value = password.value = ''
    clear()
  }

  return { on, secret, otp, codes, password, switchingOff, busy, problem, fieldErrors, begin, confirm, switchOff, leave }
}

/** The secret in groups of four, to be typed by hand. */
export const inGroups = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? ''

/** Hands the codes over as a file. */
export function saveCodes(codes: string[]) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([`${codes.join('\n')}\n`], { type: 'text/plain' }))
  link.download = 'kuaiqi-recovery-codes.txt'
  link.click()
  URL.revokeObjectURL(link.href)
}
