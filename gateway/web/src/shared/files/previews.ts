import type { FileOfThing } from '@/api/files'

export type PreviewKind = 'picture' | 'pdf' | 'sound' | 'film'

/** How browsers show a file in place; others are saved. */
export function previewOf(file: Pick<FileOfThing, 'media_type'>): PreviewKind | null {
  if (file.media_type.startsWith('image/')) return 'picture'
  if (file.media_type.startsWith('audio/')) return 'sound'
  if (file.media_type.startsWith('video/')) return 'film'
  return file.media_type === 'application/pdf' ? 'pdf' : null
}
