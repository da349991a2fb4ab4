import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { formatLength, formatSize, sorted } from '@/shared/files/kinds'
import { fitted, linesOf } from '@/shared/files/stamp'
import { useOutbox } from '@/shared/outbox/useOutbox'
import { distanceM, formatDistance, formatPosition } from '@/shared/places/position'
import { useSession, type Me } from '@/shared/stores/session'
import { fakeGateway, json } from './support/gateway'

const upload = vi.hoisted(() => vi.fn())
const dropped = vi.hoisted(() => vi.fn())
vi.mock('@/api/files', () => ({ uploadFile: upload }))
vi.mock('@/shared/outbox/blobs', () => ({ readBlob: async (place: string) => new Blob([place]), dropBlob: dropped }))

describe('Files of a thing', () => {
  it('are told apart by kind, in their order', () => {
    const files = ['image/png', 'audio/webm', 'application/pdf', 'image/webp'].map((media_type) => ({ media_type }))

    const { pictures, sounds, others } = sorted(files)

    expect([pictures.length, sounds.length, others.length]).toEqual([2, 1, 1])
  })

  it('have sizes and lengths for people', () => {
    expect([0, 900, 3_500, 2_000_000, 104_857_600].map(formatSize)).toEqual(['0 B', '900 B', '3.4 KB', '1.9 MB', '100 MB'])
    expect([5, 65].map(formatLength)).toEqual(['0:05', '1:05'])
  })
})

describe('A photo', () => {
  it('says when, by whom and where it was taken, as far as that is known', () => {
    expect(linesOf({ time: '2026-05-30 16:00:00', person: '宋肖肖', place: undefined })).toEqual(['2026-05-30 16:00:00', '宋肖肖'])
  })

  it('is brought to a size that screens can show, never enlarged', () => {
    expect(fitted(4000, 3000)).toEqual({ width: 2048, height: 1536 })
    expect(fitted(600, 800)).toEqual({ width: 600, height: 800 })
  })
})

describe('A distance', () => {
  const square = { lng: 104.065735, lat: 30.659462 }

  it('is what the server reckons', () => {
    expect(distanceM(square, { ...square, lng: 104.066735 })).toBe(96)
    expect(distanceM(square, null)).toBeNull()
  })

  it('is told in metres or kilometres', () => {
    expect([96, 1500, 120_400].map(formatDistance)).toEqual(['96 m', '1.5 km', '120 km'])
    expect(formatPosition(square)).toBe('104.065735, 30.659462')
  })
})

describe('What is written with photos', () => {
  beforeEach(() => {
    localStorage.clear()
    setActivePinia(createPinia())
    useSession().me = { employee: { id: 'e-1', name: '宋肖肖' } } as unknown as Me
    upload.mockReset()
    dropped.mockReset()
  })
  afterEach(() => vi.unstubAllGlobals())

  const files = ['p-1', 'p-2'].map((place) => ({ place, name: `${place}.jpg`, media_type: 'image/jpeg' }))
  const draft = { kind: 'visit', path: '/visits', body: { content: '到店' }, about: '玉堂码头火锅', files }

  it('sends them first, each under a key of its own, and names them', async () => {
    upload.mockImplementation(async (_: Blob, { name }: { name: string }) => ({ id: `id of ${name}` }))

    fakeGateway({ '/visits': [async () => json({ id: 'v-1' }, 201)] })
    const fetched = globalThis.fetch as unknown as ReturnType<typeof vi.fn>

    await useOutbox().post(draft)
    const body = await (fetched.mock.calls[0]![0] as Request).json()

    expect(body).toEqual({ content: '到店', file_ids: ['id of p-1.jpg', 'id of p-2.jpg'] })
    const keys = upload.mock.calls.map(([, options]) => options.key as string)
    expect(new Set(keys).size).toBe(2)
    expect(dropped.mock.calls.map(([place]) => place)).toEqual(['p-1', 'p-2'])
  })

  it('waits with them when one does not get through, and sends them again under the same keys', async () => {
    upload.mockRejectedValueOnce(new DOMException('cut', 'AbortError')).mockResolvedValue({ id: 'f' })
    fakeGateway({ '/visits': [() => json({ id: 'v-1' }, 201)] })
    const outbox = useOutbox()

    expect(await outbox.post(draft)).toEqual({ state: 'waiting' })
    expect(dropped).not.toHaveBeenCalled()
    expect(await outbox.flush()).toBe(1)

    const keys = upload.mock.calls.map(([, options]) => options.key as string)
    expect(keys[0]).toBe(keys[1])
    expect(outbox.entries).toEqual([])
  })
})
