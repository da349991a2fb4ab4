import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRouter, createMemoryHistory } from 'vue-router'
import { i18n } from '@/boot/i18n'
import { useSignIn } from '@/shared/forms/useSignIn'
import { fakeGateway, problem } from './support/gateway'

type SignIn = ReturnType<typeof useSignIn>

function form(): SignIn {
  let found!: SignIn
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: { render: () => null } }] })
  const pinia = createPinia()
  setActivePinia(pinia)
  mount(
    {
      setup() {
        found = useSignIn()
        return () => null
      },
    },
    { global: { plugins: [pinia, i18n, router] } },
  )
  Object.assign(found.form, { account: '13800000005', password: 'kuaiqi-demo' })
  return found
}

describe('signing in', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('asks for the second factor without calling it a mistake', async () => {
    fakeGateway({ '/auth/login': [() => problem(401, 'auth.otp_required'), () => problem(401, 'auth.refused')] })
    const page = form()

    await page.signIn()
    expect([page.otpAsked.value, page.problem.value]).toEqual([true, ''])

    page.form.otp = '000000'
    await page.signIn()
    expect(page.problem.value).toBe('密码或动态验证码不正确')
  })

  it('counts the seconds down while it may not be tried, and asks nothing meanwhile', async () => {
    const { asked } = fakeGateway({
      '/auth/login': [() => problem(429, 'auth.throttled', { 'Retry-After': '3' })],
    })
    const page = form()

    await page.signIn()
    vi.advanceTimersByTime(1_000)
    expect(page.problem.value).toBe('失败次数过多，请 2 秒后再试')
    await page.signIn()
    expect(asked('/auth/login')).toHaveLength(1)

    vi.advanceTimersByTime(2_000)
    expect([page.waiting.value, page.problem.value]).toEqual([0, ''])
  })
})
