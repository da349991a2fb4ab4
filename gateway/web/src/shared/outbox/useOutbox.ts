import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { newKey } from '@/api/key'
import { useSession } from '../stores/session'
import { dropBlob } from './blobs'
import { deliver, type Delivery } from './deliver'
import { dropEntry, isEntryPlace, keepEntry, readEntries, type Entry } from './entries'

type Draft = Pick<Entry, 'kind' | 'path' | 'body' | 'about' | 'files'>

/**
 * What was written on this device and is not at the server yet. An entry is kept before it is first sent and forgotten
 * only when the server has answered, so that neither a lost network nor a closed page loses or doubles it.
 */
export const useOutbox = defineStore('outbox', () => {
  const session = useSession()
  const owner = computed(() => session.me?.employee.id ?? '')
  const entries = ref<Entry[]>([])
  const waiting = computed(() => entries.value.filter((entry) => !entry.refused))
  const refused = computed(() => entries.value.filter((entry) => entry.refused))

  const look = () => {
    entries.value = owner.value ? readEntries(owner.value) : []
  }
  watch(owner, look, { immediate: true })
  addEventListener('storage', (event) => isEntryPlace(event.key) && look())

  function keep(entry: Entry) {
    keepEntry(owner.value, entry)
    look()
  }

  /** Forgets it, with its files unless another entry has them too. */
  function drop(id: string) {
    const files = entries.value.find((entry) => entry.id === id)?.files ?? []
    dropEntry(owner.value, id)
    look()
    const needed = new Set(entries.value.flatMap((entry) => entry.files ?? []).map(({ place }) => place))
    for (const { place } of files) if (!needed.has(place)) void dropBlob(place)
  }

  function forget(id: string) {
    dropEntry(owner.value, id)
    look()
  }

  /** Keeps it, sends it, and tells what became of it; what the server refused at once stays with the form, its files too. */
  async function post(draft: Draft): Promise<Delivery> {
    const entry: Entry = { ...draft, id: newKey(), key: newKey(), writtenAt: new Date().toISOString(), refused: null }
    keep(entry)
    const delivery = await inTurn(() => deliver(entry))
    if (delivery.state === 'sent') drop(entry.id)
    if (delivery.state === 'refused') forget(entry.id)
    return delivery
  }

  /** Sends what waits, the oldest first, until the network fails again; answers how many were taken. */
  async function flush(): Promise<number> {
    if (!waiting.value.length) return 0
    return inTurn(async () => {
      let sent = 0
      for (const entry of readEntries(owner.value).filter((each) => !each.refused)) {
        const delivery = await deliver(entry)
        if (delivery.state === 'waiting') break
        if (delivery.state === 'sent') {
          sent += 1
          drop(entry.id)
        } else {
          const { detail, errors } = delivery.error
          keep({ ...entry, refused: { detail, errors } })
        }
      }
      return sent
    })
  }

  /** Tries a refused one again as it is: it is a new attempt, so it gets a new key. */
  async function retry(id: string): Promise<number> {
    const entry = entries.value.find((each) => each.id === id)
    if (!entry) return 0
    keep({ ...entry, key: newKey(), refused: null })
    return flush()
  }

  return { entries, waiting, refused, post, flush, retry, drop }
})

/** Tabs take turns; without https the browser has no locks, and the key alone keeps things from being done twice. */
async function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const locks = navigator.locks as LockManager | undefined
  return locks ? locks.request('kuaiqi.outbox', work) : work()
}
