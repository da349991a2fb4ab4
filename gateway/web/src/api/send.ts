import { accessToken, endsSoon, renewAccess } from './access'
import { errorOf, Offline } from './errors'
import { newKey } from './key'

const AWAY = [503, 504]
const MOST_TRIES = 3
const LONGEST_PAUSE_MS = 5_000

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Sends one request the way every call of the client is sent: signed in, in the user's language,
 * with an idempotency key, again once after a renewed sign-in, and again when a service was away.
 *
 * @throws ApiError the server refused
 * @throws Offline the server was not reached
 */
export async function send(request: Request): Promise<Response> {
  request.headers.set('Accept-Language', document.documentElement.lang || 'zh-CN')
  if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
    request.headers.set('Idempotency-Key', newKey())
  }
  if (endsSoon() && !isSignIn(request)) await renewAccess()

  let response = await attempt(request)
  if (response.status === 401 && !isSignIn(request) && (await renewAccess())) response = await attempt(request)
  for (let tries = 1; mayRepeat(request, response) && tries < MOST_TRIES; tries += 1) {
    await pause(waitBefore(response, tries))
    response = await attempt(request)
  }
  if (!response.ok) throw await errorOf(response)
  return response
}

async function attempt(request: Request): Promise<Response> {
  const copy = request.clone()
  const token = accessToken()
  if (token) copy.headers.set('Authorization', `Bearer ${token}`)
  return fetch(copy).catch((reason: unknown) => {
    if (request.signal.aborted) throw reason
    throw new Offline()
  })
}

const isSignIn = (request: Request) => /\/auth\/(login|refresh)$/.test(new URL(request.url).pathname)

const mayRepeat = (request: Request, response: Response) => request.method === 'GET' && AWAY.includes(response.status)

function waitBefore(response: Response, tries: number) {
  const asked = Number(response.headers.get('Retry-After')) * 1000
  return Math.min(asked || 400 * 2 ** tries, LONGEST_PAUSE_MS)
}
