import { ref } from 'vue'

const CHECK_EVERY_MS = 30 * 60_000
const RELOADED = 'kuaiqi.reloaded-at'
const SOON_MS = 60_000

/** A newer client has taken over; this page goes on with its own files until it is loaded again. */
export const updateReady = ref(false)

export async function registerServiceWorker() {
  reloadWhenPartsAreGone()
  if (!('serviceWorker' in navigator)) return
  const hadOne = navigator.serviceWorker.controller !== null
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    updateReady.value = hadOne
  })
  const registration = await navigator.serviceWorker.register('/sw.js').catch(() => null)
  if (!registration) return
  setInterval(() => void registration.update().catch(() => undefined), CHECK_EVERY_MS)
}

export const applyUpdate = () => location.reload()

/** A page older than what the server and the worker still have loads itself again, once; forms keep their drafts. */
function reloadWhenPartsAreGone() {
  addEventListener('vite:preloadError', (event) => {
    if (!navigator.onLine || Date.now() - Number(sessionStorage.getItem(RELOADED)) < SOON_MS) return
    event.preventDefault()
    sessionStorage.setItem(RELOADED, String(Date.now()))
    location.reload()
  })
}
