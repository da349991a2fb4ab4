import { accessToken, BASE, endsSoon, renewAccess } from './access'
import { errorOf, Offline } from './errors'
import { newKey } from './key'
import { send } from './send'

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

/** Sends a file; `onProgress` hears the share already sent, 0 to 1. */
export async function uploadFile(
  file: Blob,
  options: { name: string; key?: string; onProgress?: (share: number) => void; signal?: AbortSignal },
): Promise<StoredFile> {
  if (endsSoon()) await renewAccess()
  const form = new FormData()
  form.append('file', file, options.name)
  // XMLHttpRequest, because fetch cannot tell how much was sent.
  const request = new XMLHttpRequest()
  request.open('POST', `${BASE}/files`)
  request.setRequestHeader('Authorization', `Bearer ${accessToken()}`)
  request.setRequestHeader('Accept-Language', document.documentElement.lang)
  request.setRequestHeader('Idempotency-Key', options.key ?? newKey())
  request.upload.onprogress = (event) => options.onProgress?.(event.loaded / event.total)
  options.signal?.addEventListener('abort', () => request.abort())
  await new Promise<void>((resolve, reject) => {
    request.onload = () => resolve()
    request.onerror = () => reject(new Offline())
    request.onabort = () => reject(new DOMException('Upload cancelled', 'AbortError'))
    request.send(form)
  })
  const answer = new Response(request.responseText, { status: request.status })
  if (!answer.ok) throw await errorOf(answer)
  return (await answer.json()) as StoredFile
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
