/** How many seconds a sound lasts; undefined where this browser cannot read it. */
export function soundLength(file: Blob): Promise<number | undefined> {
  const address = URL.createObjectURL(file)
  const sound = new Audio()
  return new Promise<number | undefined>((resolve) => {
    sound.onloadedmetadata = () => resolve(Number.isFinite(sound.duration) ? Math.round(sound.duration) : undefined)
    sound.onerror = () => resolve(undefined)
    sound.src = address
  }).finally(() => URL.revokeObjectURL(address))
}
