import { onScopeDispose, ref } from 'vue'
import { newKey } from '@/api/key'
import { dropBlob, keepBlob, readBlob } from './blobs'
import type { KeptFile } from './entries'

export interface ShownFile extends KeptFile {
  /** An address on this device, for a look before it is sent. */
  preview: string
}

/** The photos and voice notes of a form on this device, until what they belong to was sent. */
export function useKeptFiles(former: readonly KeptFile[] = []) {
  const files = ref<ShownFile[]>([])

  const show = (file: KeptFile, blob: Blob) => files.value.push({ ...file, preview: URL.createObjectURL(blob) })

  async function add(blob: Blob, name: string) {
    const file = { place: newKey(), name, media_type: blob.type }
    await keepBlob(file.place, blob)
    show(file, blob)
  }

  function remove(place: string) {
    files.value = files.value.filter((file) => file.place !== place)
    void dropBlob(place)
  }

  const kept = (): KeptFile[] => files.value.map(({ place, name, media_type }) => ({ place, name, media_type }))

  async function restore() {
    for (const file of former) {
      const blob = await readBlob(file.place)
      if (blob) show(file, blob)
    }
  }

  if (former.length) void restore()
  onScopeDispose(() => files.value.forEach(({ preview }) => URL.revokeObjectURL(preview)))
  return { files, add, remove, kept }
}
