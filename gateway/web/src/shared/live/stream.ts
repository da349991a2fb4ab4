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
/** A page fetches what it shows about when it asks for the stream: within this time nothing is missed. */
const PROMPT_MS = 500

/** Nobody knows what happened while nothing was heard: everything may have changed. */
export const MISSED: LiveEvent = { name: 'changed', body: { aggregate: 'customer', ids: [] } }

/**
 * Reads `GET /stream` for as long as it is wanted. EventSource cannot send the bearer token, therefore fetch; after a
 * break it connects again, later each time. Whoever waited long for it, or lost it, hears that something was missed.
 */
export async function readStream(hear: Hear, signal: AbortSignal): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS
  let promptUntil = Date.now() + PROMPT_MS
  while (!signal.aborted) {
    try {
      const news = await open(signal)
      if (Date.now() > promptUntil) hear(MISSED)
      promptUntil = 0
      for (let part = await news.read(); !part.done; part = await news.read()) {
        pauseMs = FIRST_PAUSE_MS
        hear({ name: part.value.event ?? 'message', body: parsed(part.value.data) })
      }
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof Error)) throw error
    }
    await pause(pauseMs, signal)
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }
}

async function open(signal: AbortSignal) {
  const response = await send(new Request(`${BASE}/stream`, { headers: { Accept: 'text/event-stream' }, signal }))
  if (!response.body) throw new Error('a stream without a body')
  return response.body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>)
    .pipeThrough(new EventSourceParserStream())
    .getReader()
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
