/** A name in parts, those that were asked for marked. */
export function marked(name: string, q: string): { text: string; hit: boolean }[] {
  const words = q.trim().split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (!words.length) return [{ text: name, hit: false }]
  return name
    .split(new RegExp(`(${words.join('|')})`, 'gi'))
    .map((text, at) => ({ text, hit: at % 2 === 1 }))
    .filter(({ text }) => text)
}
