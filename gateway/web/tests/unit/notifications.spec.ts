import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bytesOf, isSubscribed, renewSubscription, subscribe, unsubscribe } from '@/shared/push/subscription'
import { fakeGateway } from './support/gateway'

const KEY = 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'
const GIVEN = { endpoint: 'https://push.example.com/1', keys: { p256dh: 'p', auth: 'a' } }

/** A browser that can be pushed to; what it holds changes with what is asked of it. */
function browser(permission: NotificationPermission = 'granted') {
  const holds: { subscription: object | null } = { subscription: null }
  const pushManager = {
    getSubscription: () => Promise.resolve(holds.subscription),
    subscribe: () => {
      holds.subscription = {
        toJSON: () => GIVEN,
        unsubscribe: () => {
          holds.subscription = null
          return Promise.resolve(true)
        },
      }
      return Promise.resolve(holds.subscription)
    },
  }
  const registration = { pushManager }
  vi.stubGlobal('PushManager', class {})
  vi.stubGlobal('Notification', { permission, requestPermission: () => Promise.resolve(permission) })
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: { ready: Promise.resolve(registration), getRegistration: () => Promise.resolve(registration) },
  })
  return holds
}

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('subscribing a device', () => {
  it('reads the key that the server gives', () => {
    expect([...bytesOf('BCV_-w')]).toEqual([4, 37, 127, 251])
    expect(bytesOf(KEY)).toHaveLength(65)
  })

  it('gives the server what the browser gave, and takes it back', async () => {
    const gateway = fakeGateway({
      '/push-subscriptions': [() => Response.json({ id: 's1' }, { status: 201 })],
      '/push-subscriptions/s1': [() => new Response(null, { status: 204 })],
    })
    const holds = browser()

    expect(await subscribe('song', KEY)).toBe(true)
    expect(await isSubscribed('song')).toBe(true)
    expect(await isSubscribed('zhou')).toBe(false)

    await unsubscribe()
    expect(holds.subscription).toBeNull()
    expect(await isSubscribed('song')).toBe(false)
    expect(gateway.asked('/push-subscriptions/s1')).toHaveLength(1)
  })

  it('asks the server nothing when the person does not allow it', async () => {
    const gateway = fakeGateway({})
    browser('denied')

    expect(await subscribe('song', KEY)).toBe(false)
    expect(gateway.asked('/push-subscriptions')).toHaveLength(0)
  })

  it('says once a day that the device is still there', async () => {
    const gateway = fakeGateway({
      '/push-subscriptions': [
        () => Response.json({ id: 's1' }, { status: 201 }),
        () => Response.json({ id: 's1' }, { status: 201 }),
      ],
    })
    browser()
    await subscribe('song', KEY)

    await renewSubscription('song')
    expect(gateway.asked('/push-subscriptions')).toHaveLength(1)

    vi.setSystemTime(Date.now() + 25 * 3_600_000)
    await renewSubscription('song')
    vi.useRealTimers()
    expect(gateway.asked('/push-subscriptions')).toHaveLength(2)
  })
})
