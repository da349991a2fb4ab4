import { computed, ref } from 'vue'
import { uploadFile } from '@/api/files'
import { useErrorText } from '../forms/useErrorText'

export interface Upload {
  key: number
  name: string
  size: number
  /** The share that was sent, 0 to 1. */
  share: number
  /** Its id once the server has it. */
  id?: string
  error?: string
}

/** Files that are sent while the form is still being written; the form names them by `ids`. */
export function useUploads() {
  const errorText = useErrorText()
  const uploads = ref<Upload[]>([])
  const busy = computed(() => uploads.value.some((one) => !one.id && !one.error))
  const ids = computed(() => uploads.value.flatMap(({ id }) => id ?? []))
  let last = 0

  async function add(files: Iterable<File>) {
    await Promise.all([...files].map(send))
  }

  async function send(file: File) {
    const key = (last += 1)
    uploads.value.push({ key, name: file.name, size: file.size, share: 0 })
    const set = (change: Partial<Upload>) => {
      const one = uploads.value.find((each) => each.key === key)
      if (one) Object.assign(one, change)
    }
    try {
      const { id } = await uploadFile(file, { name: file.name, onProgress: (share) => set({ share }) })
      set({ id, share: 1 })
    } catch (error) {
      set({ error: errorText(error) })
    }
  }

  const remove = (key: number) => (uploads.value = uploads.value.filter((one) => one.key !== key))
  const clear = () => (uploads.value = [])

  return { uploads, ids, busy, add, remove, clear }
}
