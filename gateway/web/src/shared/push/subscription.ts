import { call } from '@/api/call'

const KEPT = 'kuaiqi.push'

interface Kept {
  /** The server's id of this browser's subscription. */
  id: string
  employee: string
  renewedAt: number
}

const RENEW_AFTER_MS = 24 * 3_600_000

export const pushIsPossible = () =>
  'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis

/** The key browsers subscribe with; null where this installation does not push. */
export const pushKey = async () => (await call<{ public_key: string | null }>('GET', '/settings/push')).public_key

/** Whether this browser is told of what comes in for this person. */
export async function isSubscribed(employee: string): Promise<boolean> {
  const kept = read()
  if (!pushIsPossible() || kept?.employee !== employee || Notification.permission !== 'granted') return false
  return (await current()) !== null
}

/** Subscribes this browser; false when the person does not allow it. */
export async function subscribe(employee: string, key: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false
  const registration = await navigator.serviceWorker.ready
  const before = await registration.pushManager.getSubscription()
  await before?.unsubscribe()
  await tell(
    employee,
    await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) }),
  )
  return true
}

/** Says once a day that this browser is still there, so that the server does not forget it. */
export async function renewSubscription(employee: string) {
  const kept = read()
  if (kept?.employee !== employee || Date.now() - kept.renewedAt < RENEW_AFTER_MS) return
  const subscription = await current()
  if (subscription) await tell(employee, subscription)
  else localStorage.removeItem(KEPT)
}

/** Tells this browser nothing more; the server is told where it can be. */
export async function unsubscribe() {
  const kept = read()
  if (!kept) return
  await call('DELETE', `/push-subscriptions/${kept.id}`).catch(() => undefined)
  await forgetSubscription()
}

/** The same without the server: what it sends to an address that is gone makes it forget it. */
export async function forgetSubscription() {
  if (!read()) return
  localStorage.removeItem(KEPT)
  await (await current())?.unsubscribe()
}

async function current(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration()
  return (await registration?.pushManager.getSubscription()) ?? null
}

async function tell(employee: string, subscription: PushSubscription) {
  const { endpoint, keys } = subscription.toJSON()
  const { id } = await call<{ id: string }>('POST', '/push-subscriptions', {
    body: { endpoint, keys: { p256dh: keys?.p256dh, auth: keys?.auth } },
  })
  localStorage.setItem(KEPT, JSON.stringify({ id, employee, renewedAt: Date.now() } satisfies Kept))
}

function read(): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Kept | null
  } catch {
    return null
  }
}

/** The bytes of a text in base64url. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}
