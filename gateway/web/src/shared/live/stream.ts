import { EventSourceParserStream } from 'eventsource-parser/stream'
import { BASE } from '@/api/access'
import { send } from '@/api/send'

export interface LiveEvent {
  /** What kind of news: `notification`, `counters`, `job`. */
  name: string
  body: unknown
}

type Hear = (event: LiveEvent) => void

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

/**
 * Reads `GET /stream` for as long as it is wanted. EventSource cannot send the bearer token, therefore fetch;
 * after a break it connects again, later each time, and asks for what it missed by `Last-Event-ID`.
 */
export async function readStream(hear: Hear, signal: AbortSignal): Promise<void> {
  let lastId: string | undefined
  let pauseMs = FIRST_PAUSE_MS
  while (!signal.aborted) {
    try {
      for await (const event of connect(lastId, signal)) {
        lastId = event.id ?? lastId
        pauseMs = FIRST_PAUSE_MS
        hear({ name: event.event ?? 'message', body: parsed(event.data) })
      }
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof Error)) throw error
    }
    await pause(pauseMs, signal)
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }
}

async function* connect(lastId: string | undefined, signal: AbortSignal) {
  const headers = new Headers({ Accept: 'text/event-stream' })
  if (lastId) headers.set('Last-Event-ID', lastId)
  const response = await send(new Request(`${BASE}/stream`, { headers, signal }))
  if (!response.body) return
  const reader = response.body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>)
    .pipeThrough(new EventSourceParserStream())
    .getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function pause(ms: number, signal: AbortSignal) {
  return new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
