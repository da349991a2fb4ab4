import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readEntries } from '@/shared/outbox/entries'
import { useOutbox } from '@/shared/outbox/useOutbox'
import { useSession, type Me } from '@/shared/stores/session'
import { fakeGateway, json, problem, skipPauses } from './support/gateway'

const me = (id: string) => ({ employee: { id, name: '宋肖肖' } }) as unknown as Me
const draft = { kind: 'follow-up', path: '/follow-ups', body: { content: '约了周三' }, about: '玉堂码头火锅' }

const lost = () => {
  throw new TypeError('network')
}
const taken = () => json({ id: 'f-1' }, 201)
const refused = () => problem(409, 'customer.in_pool_takes_no_follow_up')

function signedIn(id = 'e-1') {
  setActivePinia(createPinia())
  useSession().me = me(id)
  return useOutbox()
}

const keys = (seen: { headers: Headers }[]) => seen.map((one) => one.headers.get('Idempotency-Key'))

beforeEach(() => localStorage.clear())
afterEach(() => vi.unstubAllGlobals())

describe('what is written', () => {
  it('is forgotten when the server has taken it', async () => {
    fakeGateway({ '/follow-ups': [taken] })
    const outbox = signedIn()

    expect(await outbox.post(draft)).toEqual({ state: 'sent', answer: { id: 'f-1' } })
    expect(outbox.entries).toEqual([])
  })

  it('is kept before it is first sent', async () => {
    let keptThen = 0
    fakeGateway({ '/follow-ups': [() => ((keptThen = readEntries('e-1').length), taken())] })

    await signedIn().post(draft)

    expect(keptThen).toBe(1)
  })

  it('waits without a network and is sent later with the key it had at first', async () => {
    const { seen } = fakeGateway({ '/follow-ups': [lost, lost, taken] })
    const outbox = signedIn()

    expect(await outbox.post(draft)).toEqual({ state: 'waiting' })
    expect(await outbox.flush()).toBe(0)
    expect(outbox.waiting.map((entry) => entry.about)).toEqual(['玉堂码头火锅'])
    expect(await outbox.flush()).toBe(1)

    expect(outbox.entries).toEqual([])
    expect(new Set(keys(seen)).size).toBe(1)
  })

  it.each([503, 504, 429, 500])('waits too when the server could not now (%i)', async (status) => {
    skipPauses()
    fakeGateway({ '/follow-ups': [() => problem(status, 'away')] })
    const outbox = signedIn()

    expect((await outbox.post(draft)).state).toBe('waiting')
    expect(outbox.waiting).toHaveLength(1)
  })

  it('goes back to the form when it is refused at once', async () => {
    fakeGateway({ '/follow-ups': [refused] })
    const outbox = signedIn()

    const delivery = await outbox.post(draft)

    expect(delivery.state === 'refused' && delivery.error.code).toBe('customer.in_pool_takes_no_follow_up')
    expect(outbox.entries).toEqual([])
  })

  it('stays with the reason when it is refused later, and does not hold up what comes after it', async () => {
    fakeGateway({ '/follow-ups': [lost, lost, refused, taken] })
    const outbox = signedIn()
    await outbox.post(draft)
    await outbox.post({ ...draft, about: '蜀鼎餐饮' })

    expect(await outbox.flush()).toBe(1)

    expect(outbox.refused.map((entry) => entry.refused?.detail)).toEqual(['because customer.in_pool_takes_no_follow_up'])
    expect(outbox.waiting).toEqual([])
  })

  it('is a new attempt with a new key when it is tried again after a refusal', async () => {
    const { seen } = fakeGateway({ '/follow-ups': [lost, refused, taken] })
    const outbox = signedIn()
    await outbox.post(draft)
    await outbox.flush()

    expect(await outbox.retry(outbox.refused[0]!.id)).toBe(1)

    const [first, second, third] = keys(seen)
    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })

  it('belongs to who wrote it', async () => {
    fakeGateway({ '/follow-ups': [lost] })
    await signedIn('e-1').post(draft)

    expect(signedIn('e-2').entries).toEqual([])
    expect(signedIn('e-1').entries).toHaveLength(1)
  })

  it('survives what is not ours in its place', () => {
    localStorage.setItem('kuaiqi.outbox.e-1.broken', '{')

    expect(signedIn().entries).toEqual([])
  })
})
