import { onScopeDispose, ref, shallowReactive } from 'vue'
import { uploadFile } from '@/api/files'
import { useErrorText } from '@/shared/forms/useErrorText'

/** A picture as the server hands it out, or as it was just chosen here. */
export interface Picture {
  id: string
  name: string
  url: string
  thumbnail_url?: string | null
}

export const MOST_PICTURES = 9

/** Uploads chosen pictures and keeps what is needed to show them; those known already come with the thing. */
export function usePictures(known: () => readonly Picture[]) {
  const errorText = useErrorText()
  const uploaded = shallowReactive(new Map<string, Picture>())
  const share = ref<number | null>(null)
  const problem = ref('')

  const pictureOf = (id: string) => uploaded.get(id) ?? known().find((each) => each.id === id)

  /** The ids of those that were taken; the first that is refused ends it, and says why. */
  async function upload(files: readonly File[]): Promise<string[]> {
    problem.value = ''
    const ids: string[] = []
    try {
      for (const [place, file] of files.entries()) {
        const stored = await uploadFile(file, {
          name: file.name,
          onProgress: (part) => (share.value = (place + part) / files.length),
        })
        uploaded.set(stored.id, { id: stored.id, name: stored.name, url: URL.createObjectURL(file) })
        ids.push(stored.id)
      }
    } catch (error) {
      problem.value = errorText(error)
    } finally {
      share.value = null
    }
    return ids
  }

  onScopeDispose(() => uploaded.forEach(({ url }) => URL.revokeObjectURL(url)))
  return { pictureOf, upload, share, problem }
}
