import { useEventListener, useIntervalFn } from '@vueuse/core'
import { watch } from 'vue'
import { useSession } from '../stores/session'
import { useOutbox } from './useOutbox'

const AGAIN_MS = 20_000

/** Sends what waits whenever that may work: at the start, when the network or the person comes back, now and then. */
export function useDelivery(onSent: (count: number) => unknown) {
  const session = useSession()
  const outbox = useOutbox()

  async function deliver() {
    if (!session.signedIn || !navigator.onLine) return
    const count = await outbox.flush()
    if (count) onSent(count)
  }

  watch(() => session.signedIn, deliver, { immediate: true })
  useEventListener(window, 'online', deliver)
  useEventListener(document, 'visibilitychange', () => document.visibilityState === 'visible' && deliver())
  useIntervalFn(deliver, AGAIN_MS)
}
