import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { accessToken, forgetTokens, keepTokens, onAccessLost } from '@/api/access'
import { api, ApiError, Offline, unwrap } from '@/api/client'
import { fakeGateway, json, problem, skipPauses } from './support/gateway'

const ME = { employee: { id: 'e1', name: '蒋吉祥' } }
const fresh = () => json({ access_token: 'new', token_type: 'Bearer', expires_in: 900 })
const readMe = () => unwrap(api.GET('/me'))

beforeEach(() => {
  skipPauses()
  keepTokens({ access_token: 'old', expires_in: 900 })
})

afterEach(() => {
  vi.unstubAllGlobals()
  forgetTokens()
})

describe('a call', () => {
  it('carries the token and the language', async () => {
    document.documentElement.lang = 'en'
    const gateway = fakeGateway({ '/me': [() => json(ME)] })

    expect(await readMe()).toEqual(ME)

    expect(gateway.seen[0]?.headers.get('Authorization')).toBe('Bearer old')
    expect(gateway.seen[0]?.headers.get('Accept-Language')).toBe('en')
  })

  it('throws what the server refused', async () => {
    fakeGateway({ '/me': [() => problem(422, 'customer.name_missing', { 'Retry-After': '7' })] })

    const error = await readMe().catch((reason: unknown) => reason)

    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({
      status: 422,
      code: 'customer.name_missing',
      detail: 'because customer.name_missing',
      errors: { name: ['必填'] },
      requestId: 'r-1',
      retryAfter: 7,
    })
  })

  it('says so when the server was not reached', async () => {
    fakeGateway({})

    await expect(readMe()).rejects.toBeInstanceOf(Offline)
  })
})

describe('renewing the sign-in', () => {
  it('happens once for many calls, which are then sent again', async () => {
    const gateway = fakeGateway({
      '/me': [({ headers }) => (headers.get('Authorization') === 'Bearer new' ? json(ME) : problem(401, 'auth.expired'))],
      '/auth/refresh': [fresh],
    })

    expect(await Promise.all([readMe(), readMe(), readMe()])).toEqual([ME, ME, ME])

    expect(gateway.asked('/auth/refresh')).toHaveLength(1)
    expect(gateway.asked('/auth/refresh')[0]?.headers.get('X-Requested-With')).toBe('kuaiqi')
  })

  it('is done beforehand when the token is about to end', async () => {
    keepTokens({ access_token: 'old', expires_in: 5 })
    const gateway = fakeGateway({ '/me': [() => json(ME)], '/auth/refresh': [fresh] })

    await readMe()

    expect(gateway.seen.map(({ path }) => path)).toEqual(['/auth/refresh', '/me'])
  })

  it('ends the session when the server refuses it', async () => {
    const lost = vi.fn()
    const stop = onAccessLost(lost)
    fakeGateway({ '/me': [() => problem(401, 'auth.expired')], '/auth/refresh': [() => problem(401, 'auth.ended')] })

    await expect(readMe()).rejects.toMatchObject({ status: 401 })

    expect(lost).toHaveBeenCalledOnce()
    expect(accessToken()).toBeNull()
    stop()
  })

  it('is not tried for a wrong password', async () => {
    const gateway = fakeGateway({ '/auth/login': [() => problem(401, 'auth.wrong_password')] })

    const call = api.POST('/auth/login', { body: { account: 'a', password: 'b' } })

    await expect(call).rejects.toMatchObject({ code: 'auth.wrong_password' })
    expect(gateway.asked('/auth/refresh')).toHaveLength(0)
  })
})

describe('repeating', () => {
  it('asks again when a service was away', async () => {
    const gateway = fakeGateway({ '/me': [() => problem(503, 'service.away'), () => problem(504, 'late'), () => json(ME)] })

    expect(await readMe()).toEqual(ME)

    expect(gateway.asked('/me')).toHaveLength(3)
  })

  it('gives up after three times', async () => {
    const gateway = fakeGateway({ '/me': [() => problem(503, 'service.away')] })

    await expect(readMe()).rejects.toMatchObject({ status: 503 })

    expect(gateway.asked('/me')).toHaveLength(3)
  })

  it('never repeats a POST because a service was away', async () => {
    const gateway = fakeGateway({ '/auth/logout': [() => problem(503, 'service.away')] })

    await expect(api.POST('/auth/logout')).rejects.toMatchObject({ status: 503 })

    expect(gateway.asked('/auth/logout')).toHaveLength(1)
  })

  it('keeps the idempotency key of a POST sent again after renewing', async () => {
    const gateway = fakeGateway({
      '/auth/logout': [() => problem(401, 'auth.expired'), () => new Response(null, { status: 204 })],
      '/auth/refresh': [fresh],
    })

    await api.POST('/auth/logout')

    const keys = gateway.asked('/auth/logout').map(({ headers }) => headers.get('Idempotency-Key'))
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBeTruthy()
    expect(keys[0]).toBe(keys[1])
  })
})
