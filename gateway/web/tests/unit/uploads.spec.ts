import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError, Offline } from '@/api/errors'
import { uploadFile } from '@/api/files'
import { cancelUpload } from '@/api/uploads'
import { fakeGateway, json, problem } from './support/gateway'

const MB = 1024 * 1024
const FILE = { id: 'f-1', name: '合同.zip', size: 5 * MB, media_type: 'application/zip' }
const file = new File([new Uint8Array(5 * MB)], '合同.zip', { lastModified: 7 })
const state = (received: number, done = false) => json({ id: 'u-1', received, file: done ? FILE : null })

/** Answers to the parts, in turn; null stands for a network that is gone. Tells where each part began. */
function parts(...answers: (Response | null)[]) {
  const offsets: number[] = []
  class Request {
    upload: { onprogress?: (event: { loaded: number }) => void } = {}
    onload?: () => void
    onerror?: () => void
    onabort?: () => void
    status = 0
    responseText = ''
    open() {}
    setRequestHeader(name: string, value: string) {
      if (name === 'Upload-Offset') offsets.push(Number(value))
    }
    abort() {
      this.onabort?.()
    }
    async send(part: Blob) {
      this.upload.onprogress?.({ loaded: part.size })
      const answer = answers.shift()
      if (!answer) return this.onerror?.()
      this.status = answer.status
      this.responseText = await answer.text()
      this.onload?.()
    }
  }
  vi.stubGlobal('XMLHttpRequest', Request)
  return offsets
}

const begun = { '/uploads': [() => json({ id: 'u-1', received: 0, file: null }, 201)] }
const finished = { '/uploads/u-1/finish': [() => json(FILE, 201)] }

beforeEach(() => localStorage.clear())
afterEach(() => vi.unstubAllGlobals())

describe('A large file', () => {
  it('goes in parts, each where the one before ended, and tells how far it is', async () => {
    const { seen } = fakeGateway({ ...begun, ...finished })
    const offsets = parts(state(2 * MB), state(4 * MB), state(5 * MB))
    const shares: number[] = []

    const stored = await uploadFile(file, { name: file.name, onProgress: (share) => shares.push(share) })

    expect(stored).toEqual(FILE)
    expect(offsets).toEqual([0, 2 * MB, 4 * MB])
    expect(shares).toEqual([0, 0.4, 0.4, 0.8, 0.8, 1])
    expect(seen.map(({ path }) => path)).toEqual(['/uploads', '/uploads/u-1/finish'])
    expect(localStorage).toHaveLength(0)
  })

  it('goes on from where it was when the network is back', async () => {
    const { asked } = fakeGateway({ ...begun, ...finished, '/uploads/u-1': [() => state(2 * MB)] })
    const offsets = parts(state(2 * MB), null, state(4 * MB), state(5 * MB))

    await expect(uploadFile(file, { name: file.name })).rejects.toBeInstanceOf(Offline)
    expect(await uploadFile(file, { name: file.name })).toEqual(FILE)

    expect(offsets).toEqual([0, 2 * MB, 2 * MB, 4 * MB])
    expect(asked('/uploads')).toHaveLength(1)
  })

  it('asks where to go on when a part had come and only the answer was lost', async () => {
    fakeGateway({ ...begun, ...finished, '/uploads/u-1': [() => state(4 * MB)] })
    const offsets = parts(state(2 * MB), problem(409, 'upload.offset_differs'), state(5 * MB))

    await uploadFile(file, { name: file.name })

    expect(offsets).toEqual([0, 2 * MB, 4 * MB])
  })

  it('takes the file that it has become when only that answer was lost', async () => {
    const { asked } = fakeGateway({ ...begun, '/uploads/u-1': [() => state(5 * MB, true)], '/uploads/u-1/finish': [() => Promise.reject(new TypeError('network')), () => json({})] })
    parts(state(2 * MB), state(4 * MB), state(5 * MB))

    await expect(uploadFile(file, { name: file.name })).rejects.toBeInstanceOf(Offline)
    expect(await uploadFile(file, { name: file.name })).toEqual(FILE)

    expect(asked('/uploads/u-1/finish')).toHaveLength(1)
  })

  it('begins anew when the server has forgotten it', async () => {
    const { asked } = fakeGateway({ ...begun, ...finished, '/uploads/u-1': [() => problem(404, 'missing')] })
    parts(null, state(2 * MB), state(4 * MB), state(5 * MB))

    await expect(uploadFile(file, { name: file.name })).rejects.toBeInstanceOf(Offline)
    await uploadFile(file, { name: file.name })

    expect(asked('/uploads')).toHaveLength(2)
  })

  it('is given up when the server will not have it', async () => {
    const { asked } = fakeGateway({ ...begun, '/uploads/u-1': [() => new Response(null, { status: 204 })] })
    parts(problem(415, 'file.not_accepted'))

    await expect(uploadFile(file, { name: file.name })).rejects.toBeInstanceOf(ApiError)

    expect(asked('/uploads/u-1')).toHaveLength(1)
    expect(localStorage).toHaveLength(0)
  })

  it('stops when it is broken off, and can be given up then', async () => {
    const { asked } = fakeGateway({ ...begun, '/uploads/u-1': [() => new Response(null, { status: 204 })] })
    const cut = new AbortController()
    parts(state(2 * MB), state(4 * MB))

    const sending = uploadFile(file, { name: file.name, key: 'k-1', signal: cut.signal, onProgress: (share) => share > 0.5 && cut.abort() })

    await expect(sending).rejects.toMatchObject({ name: 'AbortError' })
    expect(localStorage).toHaveLength(1)
    await cancelUpload('k-1')
    expect(asked('/uploads/u-1')).toHaveLength(1)
    expect(localStorage).toHaveLength(0)
  })
})

describe('A small file', () => {
  it('goes at once', async () => {
    const { seen } = fakeGateway({})
    parts(json(FILE, 201))

    expect(await uploadFile(new File(['x'], 'a.txt'), { name: 'a.txt' })).toEqual(FILE)
    expect(seen).toEqual([])
  })
})
