import { ref } from 'vue'

const CHECK_EVERY_MS = 30 * 60_000

/** A newer client that waits to be used; the shells offer to load it. */
export const updateReady = ref<ServiceWorker | null>(null)

export async function registerServiceWorker() {
  if (!('serviceWorker' in navigator)) return
  const hadOne = navigator.serviceWorker.controller !== null
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (hadOne) location.reload()
  })
  const registration = await navigator.serviceWorker.register('/sw.js').catch(() => null)
  if (!registration) return
  if (registration.waiting) updateReady.value = registration.waiting
  registration.addEventListener('updatefound', () => {
    const next = registration.installing
    next?.addEventListener('statechange', () => {
      if (next.state === 'installed' && navigator.serviceWorker.controller) updateReady.value = next
    })
  })
  setInterval(() => void registration.update(), CHECK_EVERY_MS)
}

export function applyUpdate() {
  updateReady.value?.postMessage('activate')
}
