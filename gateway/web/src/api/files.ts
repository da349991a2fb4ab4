import { sendBytes } from './bytes'
import { newKey } from './key'
import { send } from './send'
import { uploadInParts } from './uploads'

export interface StoredFile {
  id: string
  name: string
  size: number
  media_type: string
}

/** A file of a thing; the addresses work without the sign-in for some minutes. */
export interface FileOfThing extends StoredFile {
  url: string
  thumbnail_url: string | null
}

export interface UploadOptions {
  name: string
  /** The same key means the same file: it is there once, however often it is sent. */
  key?: string
  /** Hears the share already sent, 0 to 1. */
  onProgress?: (share: number) => void
  signal?: AbortSignal
}

/** A larger file goes in parts, and on from where it broke off. */
export const AT_ONCE_BYTES = 4 * 1024 * 1024

/** Sends a file. */
export async function uploadFile(file: Blob, options: UploadOptions): Promise<StoredFile> {
  if (file.size > AT_ONCE_BYTES) return uploadInParts(file, options)
  const form = new FormData()
  form.append('file', file, options.name)
  const onSent = (bytes: number) => options.onProgress?.(Math.min(bytes / (file.size || 1), 1))
  const headers = { 'Idempotency-Key': options.key ?? newKey() }
  return sendBytes<StoredFile>('POST', '/files', form, headers, { onSent, signal: options.signal })
}

/** Fetches what an `<img>` or a player cannot fetch by itself, because it needs the sign-in. */
export async function fetchBlob(path: string): Promise<Blob> {
  const address = new URL(path, location.origin)
  return (await send(new Request(address))).blob()
}

/** Saves a file of the server on the user's disk. */
export async function saveFile(path: string, name: string): Promise<void> {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await fetchBlob(path))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
