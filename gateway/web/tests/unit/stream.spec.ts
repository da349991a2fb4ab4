import { afterEach, describe, expect, it, vi } from 'vitest'
import { MISSED, readStream, type LiveEvent } from '@/shared/live/stream'
import { fakeGateway, problem, skipPauses } from './support/gateway'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** An event stream that comes in pieces, wherever the network cut it. */
function events(...pieces: string[]) {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece))
      controller.close()
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } })
}

/** Reads until so many events were heard. */
function hear(count: number): Promise<LiveEvent[]> {
  const stop = new AbortController()
  const heard: LiveEvent[] = []
  return new Promise((resolve) => {
    void readStream((event) => {
      heard.push(event)
      if (heard.length < count) return
      stop.abort()
      resolve(heard)
    }, stop.signal)
  })
}

describe('readStream', () => {
  it('puts together events that came in pieces, and skips heartbeats', async () => {
    fakeGateway({
      '/stream': [() => events(': beat\n\nid: 7\neve', 'nt: job\ndata: {"id":\ndata: "j1"}\n\n', 'data: 你好\n\n')],
    })

    const heard = await hear(2)

    expect(heard).toEqual([
      { name: 'job', body: { id: 'j1' } },
      { name: 'message', body: '你好' },
    ])
  })

  it('connects again and says that something was missed', async () => {
    skipPauses()
    fakeGateway({
      '/stream': [
        () => events('event: counters\ndata: {"unread":1}\n\n'),
        () => problem(500, 'broken'),
        () => events('event: counters\ndata: {"unread":2}\n\n'),
      ],
    })

    const heard = await hear(3)

    expect(heard).toEqual([{ name: 'counters', body: { unread: 1 } }, MISSED, { name: 'counters', body: { unread: 2 } }])
  })

  it('says so too where the first answer was long in coming', async () => {
    const clock = vi.spyOn(Date, 'now').mockReturnValueOnce(0).mockReturnValue(60_000)
    fakeGateway({ '/stream': [() => events(': hello\n\n')] })

    expect(await hear(1)).toEqual([MISSED])
    clock.mockRestore()
  })
})
