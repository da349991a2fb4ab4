import { accessToken, BASE, endsSoon, renewAccess } from './access'
import { errorOf, Offline } from './errors'

export interface Sending {
  /** Hears how many bytes have gone. */
  onSent?: (bytes: number) => void
  signal?: AbortSignal
}

/**
 * Sends a body that may be large, and answers what the server said.
 *
 * @throws ApiError the server refused
 * @throws Offline the server was not reached
 */
export async function sendBytes<Answer>(
  method: 'POST' | 'PATCH',
  path: string,
  body: Blob | FormData,
  headers: Record<string, string>,
  { onSent, signal }: Sending,
): Promise<Answer> {
  if (endsSoon()) await renewAccess()
  signal?.throwIfAborted()
  // XMLHttpRequest, because fetch cannot tell how much was sent.
  const request = new XMLHttpRequest()
  request.open(method, BASE + path)
  request.setRequestHeader('Authorization', `Bearer ${accessToken()}`)
  request.setRequestHeader('Accept-Language', document.documentElement.lang)
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
  request.upload.onprogress = (event) => onSent?.(event.loaded)
  const cut = () => request.abort()
  signal?.addEventListener('abort', cut)
  await new Promise<void>((resolve, reject) => {
    request.onload = () => resolve()
    request.onerror = () => reject(new Offline())
    request.onabort = () => reject(new DOMException('Upload cancelled', 'AbortError'))
    request.send(body)
  }).finally(() => signal?.removeEventListener('abort', cut))
  const answer = new Response(request.responseText, { status: request.status })
  if (!answer.ok) throw await errorOf(answer)
  return (await answer.json()) as Answer
}
