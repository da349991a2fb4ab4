import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { ApiError, Offline } from '@/api/errors'
import { uploadFile } from '@/api/files'
import { newKey } from '@/api/key'
import { cancelUpload } from '@/api/uploads'
import { dropBlob, keepBlob, readBlob } from '../outbox/blobs'
import { useSession } from '../stores/session'
import { dropSending, isKept, keepSending, readSendings, type Sending } from './sendings'

export interface ShownSending extends Sending {
  state: 'waiting' | 'sending' | 'paused' | 'refused'
  error?: unknown
}

type Deliver = (of: string, fileId: string, key: string) => Promise<unknown>

const AGAIN_MS = 5_000
/** Not a verdict on the file: the sign-in is over, too many asked. */
const LATER = [401, 408, 425, 429]

/**
 * Files on their way to things, one after the other, whatever page is shown meanwhile. A broken network is waited for;
 * after the page was loaded again they go on from the copy that the browser keeps.
 */
export const useSendings = defineStore('sendings', () => {
  const session = useSession()
  const owner = computed(() => session.me?.employee.id ?? '')
  const all = ref<ShownSending[]>([])
  const blobs = new Map<string, Blob>()
  let deliver: Deliver | undefined
  let running: { key: string; cut: AbortController } | null = null

  const one = (key: string) => all.value.find((each) => each.key === key)
  const of = (thing: string) => all.value.filter((each) => each.of === thing)

  watch(owner, restore, { immediate: true })
  addEventListener('online', work)

  function restore() {
    running?.cut.abort()
    blobs.clear()
    const { fresh, old } = owner.value ? readSendings(owner.value) : { fresh: [], old: [] }
    old.forEach(({ key }) => forget(key))
    all.value = fresh.map((each) => ({ ...each, state: each.paused ? 'paused' : 'waiting' }))
    void work()
  }

  /** `by` tells the thing of its file; it is the same for all of them. */
  function start(by: Deliver) {
    deliver = by
    void work()
  }

  async function add(thing: string, files: readonly File[]) {
    const added = files.map((file) => ({ key: newKey(), of: thing, name: file.name, size: file.size, addedAt: Date.now(), share: 0, file }))
    for (const { file, ...each } of added) {
      blobs.set(each.key, file)
      all.value.push({ ...each, state: 'waiting' })
    }
    void work()
    for (const { key, file } of added) {
      const kept = await keepBlob(key, file).then(() => true, () => false)
      if (kept && one(key)) keep(key)
      else void dropBlob(key)
    }
  }

  function keep(key: string) {
    const { of: thing, name, size, addedAt, share, fileId, state } = one(key)!
    keepSending(owner.value, { key, of: thing, name, size, addedAt, share, fileId, paused: state === 'paused' })
  }

  /** What was kept is kept as it is now. */
  function keepAgain(key: string) {
    if (one(key) && isKept(owner.value, key)) keep(key)
  }

  function pause(key: string) {
    set(key, { state: 'paused' })
    keepAgain(key)
    if (running?.key === key) running.cut.abort()
  }

  function goOn(key: string) {
    set(key, { state: 'waiting', error: undefined })
    keepAgain(key)
    void work()
  }

  async function cancel(key: string) {
    if (running?.key === key) running.cut.abort()
    forget(key)
    await cancelUpload(key)
  }

  /** One after the other, as long as one waits and the network is there. */
  async function work() {
    if (running || !deliver || !owner.value) return
    const next = all.value.find((each) => each.state === 'waiting')
    if (!next) return
    const { signal } = (running = { key: next.key, cut: new AbortController() }).cut
    const again = await inTurn(next.key, () => send(next, signal)).finally(() => (running = null))
    if (again) setTimeout(work, AGAIN_MS)
    else void work()
  }

  /** Whether the network has to be waited for. */
  async function send(next: ShownSending, signal: AbortSignal): Promise<boolean> {
    const { key, of: thing, name } = next
    try {
      const blob = blobs.get(key) ?? (await readBlob(key))
      if (!blob) return forget(key)
      blobs.set(key, blob)
      set(key, { state: 'sending' })
      const onProgress = (share: number) => set(key, { share })
      const fileId = next.fileId ?? (await uploadFile(blob, { name, key, onProgress, signal })).id
      set(key, { fileId, share: 1 })
      keepAgain(key)
      signal.throwIfAborted()
      await deliver?.(thing, fileId, key)
      return forget(key)
    } catch (error) {
      if (signal.aborted) return false
      const passes = error instanceof Offline || (error instanceof ApiError && mayPass(error))
      set(key, passes ? { state: 'waiting' } : { state: 'refused', error })
      return passes
    }
  }

  function set(key: string, change: Partial<ShownSending>) {
    const found = one(key)
    if (found) Object.assign(found, change)
  }

  function forget(key: string): false {
    all.value = all.value.filter((each) => each.key !== key)
    blobs.delete(key)
    dropSending(owner.value, key)
    void dropBlob(key).catch(() => undefined)
    return false
  }

  return { all, of, start, add, pause, goOn, cancel }
})

const mayPass = ({ status }: ApiError) => status >= 500 || LATER.includes(status)

/** Two tabs do not send the same file at once; without https the browser has no locks, and the key alone helps. */
async function inTurn<Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> {
  const locks = navigator.locks as LockManager | undefined
  return locks ? locks.request(`kuaiqi.sending.${key}`, work) : work()
}
