import { vi } from 'vitest'

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } })

export const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  json({ status, code, detail: `because ${code}`, request_id: 'r-1', errors: { name: ['必填'] } }, status, headers)

export interface Seen {
  path: string
  headers: Headers
}

/** Stands in for the network: answers each path by a function, in turn, and remembers what was asked. */
export function fakeGateway(answers: Record<string, ((seen: Seen) => Response | Promise<Response>)[]>) {
  const seen: Seen[] = []
  const fetch = vi.fn(async (input: Request | string, init?: RequestInit) => {
    const request = input instanceof Request ? input : new Request(input, init)
    const one = { path: new URL(request.url).pathname.replace('/api/v1', ''), headers: request.headers }
    seen.push(one)
    const queue = answers[one.path] ?? []
    const answer = queue.length > 1 ? queue.shift() : queue[0]
    if (!answer) throw new TypeError(`nothing answers ${one.path}`)
    return answer(one)
  })
  vi.stubGlobal('fetch', fetch)
  return { seen, asked: (path: string) => seen.filter((one) => one.path === path) }
}

/** Lets every pause between two tries pass at once. */
export function skipPauses() {
  vi.stubGlobal('setTimeout', (work: () => void) => {
    queueMicrotask(work)
    return 0
  })
}
