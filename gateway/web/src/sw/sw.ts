declare const __PRECACHE__: { url: string; revision: string }[]
declare const __VERSION__: string

const worker = globalThis as unknown as ServiceWorkerGlobalScope
const APPS = 'kuaiqi-app-'
const APP = `${APPS}${__VERSION__}`
/** Answers of one person; the session drops this cache when somebody signs in or out. */
const READS = 'kuaiqi-reads'
const MOST_READS = 300

/** What stays readable without a network. Nothing about signing in, no files, no jobs, no reports. */
const READABLE_OFFLINE =
  /^\/api\/v1\/(me|workbench|customers|contacts|follow-ups|visits|opportunities|orders|tasks|notifications|address-book|settings|attendance)(\/|$)/

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
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
  const news = (event.data?.json() ?? {}) as { id?: string; title?: string; body?: string; url?: string }
  event.waitUntil(
    worker.registration.showNotification(news.title ?? '快启', {
      body: news.body,
      icon: '/icons/192.png',
      tag: news.id,
      data: news.url ?? '/',
    }),
  )
})
worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(String(event.notification.data)))
})

/** Takes over as soon as all is there: the next page is the new one, those that are open find their files below. */
async function install() {
  const cache = await caches.open(APP)
  await Promise.all(__PRECACHE__.map(({ url }) => keep(cache, url)))
  await worker.skipWaiting()
}

/** Hashed files that an older client already kept are copied, only the rest is fetched. */
async function keep(cache: Cache, url: string) {
  const known = url.startsWith('/assets/') ? await caches.match(url, { ignoreVary: true }) : undefined
  const response = known ?? (await fetch(new Request(url, { cache: 'no-cache' })))
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  await cache.put(url, response)
}

/** The version before stays: a page that was open still fetches its parts when they are first needed. */
async function activate() {
  const others = (await caches.keys()).filter((name) => name.startsWith(APPS) && name !== APP)
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)))
  await worker.clients.claim()
}

/** Names of assets tell their content, so an older version's is as good; everything else is of this version. */
async function kept(key: Request | string, request: Request): Promise<Response> {
  const own = await caches.match(key, { cacheName: APP, ignoreVary: true })
  const older = own ?? (isAsset(request) ? await caches.match(request, { ignoreVary: true }) : undefined)
  return older ?? fetch(request)
}

const isAsset = (request: Request) => new URL(request.url).pathname.startsWith('/assets/')

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
