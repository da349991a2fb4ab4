import { useEventListener } from '@vueuse/core'
import { computed, ref, toValue, type MaybeRefOrGetter } from 'vue'
import type { Subject } from './rules'

const SECOND_MS = 1000

/**
 * Notices that somebody called a number of this page from the phone, and knows where the call's recording is uploaded:
 * `upload` is that address, with when it began and how long one was away.
 */
export function useDialled(subject: MaybeRefOrGetter<Subject>, wanted: MaybeRefOrGetter<boolean> = true) {
  const dialled = ref<{ number: string; at: number }>()
  const seconds = ref<number>()

  useEventListener(document, 'click', ({ target }) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="tel:"]') : null
    if (!link || !toValue(wanted)) return
    dialled.value = { number: decodeURIComponent(link.href.slice('tel:'.length)), at: Date.now() }
    seconds.value = undefined
  })
  useEventListener(document, 'visibilitychange', () => {
    if (!dialled.value || document.hidden || seconds.value !== undefined) return
    seconds.value = Math.round((Date.now() - dialled.value.at) / SECOND_MS)
  })

  const upload = computed(() => {
    if (!dialled.value) return undefined
    const { kind, id } = toValue(subject)
    const { number, at } = dialled.value
    const query = { [`${kind}_id`]: id, number, started_at: new Date(at).toISOString() }
    return { path: '/calls/new', query: { ...query, ...(seconds.value === undefined ? {} : { seconds: String(seconds.value) }) } }
  })
  return { upload }
}
