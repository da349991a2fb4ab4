import { sendBytes } from './bytes'
import { call } from './call'
import { ApiError } from './errors'
import type { StoredFile, UploadOptions } from './files'

interface Upload {
  id: string
  received: number
  file: StoredFile | null
}

const PART_BYTES = 2 * 1024 * 1024
const PREFIX = 'kuaiqi.upload.'
const KEPT_MS = 24 * 3600 * 1000
const MISSING = 404
/** Not a verdict on the file: another part came first, the sign-in is over, too many asked. */
const GOES_ON = [401, 408, 409, 425, 429]

/**
 * Sends a file in parts. Whatever breaks it off, the same file under the same key goes on from where it was, also after
 * the page was loaded again.
 *
 * @throws ApiError the server refused; unless it may pass, the upload is over
 * @throws Offline the server was not reached
 * @throws DOMException `signal` broke it off
 */
export async function uploadInParts(file: Blob, options: UploadOptions): Promise<StoredFile> {
  const place = placeOf(file, options)
  try {
    let upload = (await found(place)) ?? (await begun(place, file, options.name))
    while (!upload.file && upload.received < file.size) upload = await goOn(upload, file, options)
    const stored = upload.file ?? (await finished(upload, file, options))
    localStorage.removeItem(place)
    return stored
  } catch (error) {
    if (error instanceof ApiError && error.status < 500 && !GOES_ON.includes(error.status)) await giveUp(place)
    throw error
  }
}

/** Lets the server forget what has come of the file that was sent under this key. */
export const cancelUpload = (key: string) => giveUp(PREFIX + key)

async function found(place: string): Promise<Upload | null> {
  const id = readPlace(place)
  if (!id) return null
  return call<Upload>('GET', `/uploads/${id}`).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === MISSING) return null
    throw error
  })
}

async function begun(place: string, file: Blob, name: string): Promise<Upload> {
  forgetOld()
  const upload = await call<Upload>('POST', '/uploads', { body: { name, size: file.size } })
  localStorage.setItem(place, JSON.stringify({ id: upload.id, at: Date.now() }))
  return upload
}

async function goOn({ id, received }: Upload, file: Blob, { onProgress, signal }: UploadOptions): Promise<Upload> {
  const onSent = (bytes: number) => onProgress?.(Math.min(received + bytes, file.size) / file.size)
  const headers = { 'Upload-Offset': String(received), 'Content-Type': 'application/octet-stream' }
  onSent(0)
  try {
    const part = file.slice(received, received + PART_BYTES)
    return await sendBytes<Upload>('PATCH', `/uploads/${id}`, part, headers, { onSent, signal })
  } catch (error) {
    // It had come already, and only the answer was lost; or another tab sends the same file.
    if (error instanceof ApiError && error.status === 409) return call<Upload>('GET', `/uploads/${id}`)
    throw error
  }
}

async function finished({ id }: Upload, file: Blob, { signal }: UploadOptions): Promise<StoredFile> {
  const sha256 = await digestOf(file)
  signal?.throwIfAborted()
  return call<StoredFile>('POST', `/uploads/${id}/finish`, { body: sha256 ? { sha256 } : {} })
}

/** Undefined without https, where browsers do not reckon it. */
async function digestOf(file: Blob): Promise<string | undefined> {
  const subtle = crypto.subtle as SubtleCrypto | undefined
  if (!subtle) return undefined
  const digest = await subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function giveUp(place: string) {
  const id = readPlace(place)
  localStorage.removeItem(place)
  if (id) await call('DELETE', `/uploads/${id}`).catch(() => undefined)
}

const placeOf = (file: Blob, { key, name }: UploadOptions) =>
  PREFIX + (key ?? [name, file.size, file instanceof File ? file.lastModified : ''].join('.'))

function readPlace(place: string): string | null {
  const kept = localStorage.getItem(place)
  return kept === null ? null : (JSON.parse(kept) as { id: string }).id
}

function forgetOld() {
  for (const place of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
    const { at } = JSON.parse(localStorage.getItem(place) ?? '{"at":0}') as { at: number }
    if (Date.now() - at > KEPT_MS) localStorage.removeItem(place)
  }
}
