declare const __PRECACHE__: { url: string; revision: string }[]
declare const __VERSION__: string

const worker = globalThis as unknown as ServiceWorkerGlobalScope
const APP = `kuaiqi-app-${__VERSION__}`
/** Answers of one person; the session drops this cache when somebody signs in or out. */
const READS = 'kuaiqi-reads'
const MOST_READS = 300

/** What stays readable without a network. Nothing about signing in, no files, no jobs, no reports. */
const READABLE_OFFLINE =
  /^\/api\/v1\/(me|workbench|customers|contacts|follow-ups|visits|opportunities|orders|tasks|notifications|address-book|settings|attendance)(\/|$)/

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
worker.addEventListener('message', (event) => {
  if (event.data === 'activate') void worker.skipWaiting()
})
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (url.pathname.startsWith('/api/')) {
    if (READABLE_OFFLINE.test(url.pathname)) event.respondWith(networkFirst(request))
    return
  }
  event.respondWith(kept(request.mode === 'navigate' ? '/index.html' : request, request))
})
worker.addEventListener('push', (event) => {
  const news = (event.data?.json() ?? {}) as { title?: string; body?: string; url?: string }
  event.waitUntil(
    worker.registration.showNotification(news.title ?? '快启', {
      body: news.body,
      icon: '/icons/192.png',
      data: news.url ?? '/',
    }),
  )
})
worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(String(event.notification.data)))
})

async function install() {
  const cache = await caches.open(APP)
  await Promise.all(__PRECACHE__.map(({ url }) => keep(cache, url)))
  if (!worker.registration.active) await worker.skipWaiting()
}

/** Hashed files that an older client already kept are copied, only the rest is fetched. */
async function keep(cache: Cache, url: string) {
  const known = url.startsWith('/assets/') ? await caches.match(url) : undefined
  const response = known ?? (await fetch(new Request(url, { cache: 'no-cache' })))
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  await cache.put(url, response)
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith('kuaiqi-app-') && name !== APP)
  await Promise.all(old.map((name) => caches.delete(name)))
  await worker.clients.claim()
}

async function kept(key: Request | string, request: Request): Promise<Response> {
  return (await caches.match(key, { cacheName: APP, ignoreVary: true })) ?? fetch(request)
}

async function networkFirst(request: Request): Promise<Response> {
  try {
    const response = await fetch(request)
    if (response.ok) await remember(request, response.clone())
    return response
  } catch (reason) {
    const last = await caches.match(request, { cacheName: READS, ignoreVary: true })
    if (last) return last
    throw reason
  }
}

async function remember(request: Request, response: Response) {
  const cache = await caches.open(READS)
  await cache.put(request, response)
  const all = await cache.keys()
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST_READS)).map((oldest) => cache.delete(oldest)))
}

async function open(url: string) {
  const [window] = await worker.clients.matchAll({ type: 'window' })
  if (!window) return worker.clients.openWindow(url)
  await window.focus()
  return window.navigate(url)
}

export {}
