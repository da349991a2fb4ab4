import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError, Offline } from '@/api/errors'
import { useSendings } from '@/shared/files/useSendings'
import { useSession, type Me } from '@/shared/stores/session'

const server = vi.hoisted(() => ({ upload: vi.fn(), cancel: vi.fn(), blobs: new Map<string, Blob>() }))
vi.mock('@/api/files', () => ({ uploadFile: server.upload }))
vi.mock('@/api/uploads', () => ({ cancelUpload: server.cancel }))
vi.mock('@/shared/outbox/blobs', () => ({
  keepBlob: async (place: string, blob: Blob) => void server.blobs.set(place, blob),
  readBlob: async (place: string) => server.blobs.get(place),
  dropBlob: async (place: string) => void server.blobs.delete(place),
}))

const THING = 'customer:c-1'
const one = new File(['1'], '合同.zip')
const other = new File(['2'], '照片.png')

function signedIn(id = 'e-1') {
  setActivePinia(createPinia())
  useSession().me = { employee: { id } } as unknown as Me
  return useSendings()
}

const broken = (signal: AbortSignal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new DOMException('cut', 'AbortError'))))

beforeEach(() => {
  localStorage.clear()
  server.blobs.clear()
  server.upload.mockReset().mockResolvedValue({ id: 'f-1' })
  server.cancel.mockReset().mockResolvedValue(undefined)
})
afterEach(() => vi.useRealTimers())

describe('Files on their way', () => {
  it('are sent one after the other, and their thing is told of each', async () => {
    const deliver = vi.fn().mockResolvedValue(undefined)
    const sendings = signedIn()
    sendings.start(deliver)

    await sendings.add(THING, [one, other])
    await vi.waitFor(() => expect(sendings.of(THING)).toEqual([]))

    expect(deliver.mock.calls.map(([of, id]) => [of, id])).toEqual([[THING, 'f-1'], [THING, 'f-1']])
    expect(server.upload.mock.calls.map(([, { name }]) => name)).toEqual(['合同.zip', '照片.png'])
    expect(Object.keys(localStorage).filter((place) => place.startsWith('kuaiqi.sending.'))).toEqual([])
    expect(server.blobs.size).toBe(0)
  })

  it('wait for the network, and go on under the key they had', async () => {
    server.upload.mockRejectedValueOnce(new Offline())
    const deliver = vi.fn().mockResolvedValue(undefined)
    const sendings = signedIn()
    sendings.start(deliver)

    await sendings.add(THING, [one])
    await vi.waitFor(() => expect(server.upload).toHaveBeenCalledTimes(1))
    expect(sendings.of(THING)[0]!.state).toBe('waiting')
    await vi.waitFor(() => (dispatchEvent(new Event('online')), expect(sendings.of(THING)).toEqual([])))

    const keys = server.upload.mock.calls.map(([, { key }]) => key as string)
    expect(keys[0]).toBe(keys[1])
  })

  it('stand with the reason when they are refused, and the next one goes', async () => {
    const refusal = new ApiError(409, 'attachment.too_many', '最多 10 个')
    const deliver = vi.fn().mockRejectedValueOnce(refusal).mockResolvedValue(undefined)
    const sendings = signedIn()
    sendings.start(deliver)

    await sendings.add(THING, [one, other])
    await vi.waitFor(() => expect(sendings.of(THING).map(({ state }) => state)).toEqual(['refused']))
    sendings.goOn(sendings.of(THING)[0]!.key)
    await vi.waitFor(() => expect(sendings.of(THING)).toEqual([]))

    expect(server.upload).toHaveBeenCalledTimes(2) // the bytes were there already
    expect(deliver).toHaveBeenCalledTimes(3)
  })

  it('are paused, gone on with and given up', async () => {
    server.upload.mockImplementationOnce((_: Blob, { signal }: { signal: AbortSignal }) => broken(signal))
    const sendings = signedIn()
    sendings.start(vi.fn().mockResolvedValue(undefined))
    await sendings.add(THING, [one, other])
    const [first, second] = sendings.of(THING).map(({ key }) => key)

    sendings.pause(first!)
    sendings.pause(second!)
    await vi.waitFor(() => expect(sendings.of(THING).map(({ state }) => state)).toEqual(['paused', 'paused']))
    await sendings.cancel(first!)
    sendings.goOn(second!)
    await vi.waitFor(() => expect(sendings.of(THING)).toEqual([]))

    expect(server.cancel).toHaveBeenCalledWith(first)
  })

  it('go on after the page was loaded again, for whoever sent them alone', async () => {
    server.upload.mockImplementation((_: Blob, { signal }: { signal: AbortSignal }) => broken(signal))
    const before = signedIn()
    before.start(vi.fn())
    await before.add(THING, [one])
    const deliver = vi.fn().mockResolvedValue(undefined)
    server.upload.mockResolvedValue({ id: 'f-1' })

    const others = signedIn('e-2')
    others.start(deliver)
    expect(others.of(THING)).toEqual([])
    const mine = signedIn()
    expect(mine.of(THING).map(({ name }) => name)).toEqual(['合同.zip'])
    mine.start(deliver)
    await vi.waitFor(() => expect(mine.of(THING)).toEqual([]))

    expect(deliver).toHaveBeenCalledTimes(1)
  })
})
