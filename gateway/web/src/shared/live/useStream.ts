import { useDocumentVisibility } from '@vueuse/core'
import { effectScope, onScopeDispose, watch } from 'vue'
import { MISSED, readStream, type LiveEvent } from './stream'

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

/** A page that nobody looks at gives its connection back after a while: browsers have few, and so has the server. */
const HIDDEN_FOR_MS = 60_000
effectScope(true).run(() => {
  let leaving: ReturnType<typeof setTimeout> | undefined
  watch(useDocumentVisibility(), (seen) => {
    clearTimeout(leaving)
    if (seen === 'hidden') leaving = setTimeout(disconnect, HIDDEN_FOR_MS)
    else if (listeners.size && !connection) {
      connect()
      tell(MISSED)
    }
  })
})

function connect() {
  if (connection || document.visibilityState === 'hidden') return
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
