import type { FileOfThing } from '@/api/files'

type Kind = Pick<FileOfThing, 'media_type'>

export const isPicture = (file: Kind) => file.media_type.startsWith('image/')
export const isSound = (file: Kind) => file.media_type.startsWith('audio/')

/** Pictures, sounds, and all else, each in the order it came. */
export function sorted<File extends Kind>(files: readonly File[]) {
  return {
    pictures: files.filter(isPicture),
    sounds: files.filter(isSound),
    others: files.filter((file) => !isPicture(file) && !isSound(file)),
  }
}

const STEP = 1024
const UNITS = ['B', 'KB', 'MB', 'GB']

/** `3.4 MB`: bytes for people, with one place when there are few. */
export function formatSize(bytes: number): string {
  const power = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(STEP)), UNITS.length - 1)
  const amount = bytes / STEP ** power
  return `${amount < 10 && power > 0 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[power]}`
}

/** `1:05`: a length in seconds. */
export const formatLength = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
