const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]
const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger/, '微信'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const named = (text: string, list: [RegExp, string][]) => list.find(([shape]) => shape.test(text))?.[1]

/** A device as people know it, `iPhone · Safari`, from what its browser says of itself; programs keep their own word. */
export function deviceName(userAgent: string): string {
  const parts = [named(userAgent, SYSTEMS), named(userAgent, BROWSERS)].filter(Boolean)
  return parts.length ? parts.join(' · ') : userAgent
}

export const isPhone = (userAgent: string) => /Mobile|iPhone|Android/.test(userAgent)
