/** Photos and voice notes that wait on this device beside what was written: too large for the storage of entries. */

const DATABASE = 'kuaiqi-outbox'
const STORE = 'files'

export const keepBlob = (place: string, blob: Blob) => inStore('readwrite', (store) => store.put(blob, place))

/** Undefined when the device has thrown it away. */
export const readBlob = (place: string) => inStore<Blob | undefined>('readonly', (store) => store.get(place))

export const dropBlob = (place: string) => inStore('readwrite', (store) => store.delete(place))

async function inStore<Answer = unknown>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest) {
  const database = await opened()
  try {
    return (await done(work(database.transaction(STORE, mode).objectStore(STORE)))) as Answer
  } finally {
    database.close()
  }
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE)
  return done(request)
}

const done = <Answer>(request: IDBRequest<Answer>) =>
  new Promise<Answer>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
