import { onScopeDispose } from 'vue'
import { readStream, type LiveEvent } from './stream'

type Listener = (body: never) => void

const listeners = new Map<string, Set<Listener>>()
let connection: AbortController | null = null

/** Hears one kind of live news while the component lives; all listeners share one connection. */
export function useStream<Body>(name: string, listener: (body: Body) => void) {
  const ofName = listeners.get(name) ?? new Set()
  listeners.set(name, ofName.add(listener))
  connect()
  onScopeDispose(() => {
    ofName.delete(listener)
    if (!ofName.size) listeners.delete(name)
    if (!listeners.size) disconnect()
  })
}

function connect() {
  if (connection) return
  connection = new AbortController()
  void readStream(tell, connection.signal)
}

function disconnect() {
  connection?.abort()
  connection = null
}

function tell(event: LiveEvent) {
  listeners.get(event.name)?.forEach((listener) => listener(event.body as never))
}
