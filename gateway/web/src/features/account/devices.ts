/** What a browser calls itself, as people know it: `Chrome · Windows`. */
export interface DeviceName {
  browser: string
  system: string
  phone: boolean
}

/** The first that matches counts: Edge and the phone's browsers call themselves Chrome and Safari too. */
const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger/, '微信'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]

const firstOf = (table: [RegExp, string][], agent: string) => table.find(([mark]) => mark.test(agent))?.[1] ?? ''

export const deviceName = (agent: string): DeviceName => ({
  browser: firstOf(BROWSERS, agent) || agent.slice(0, 40),
  system: firstOf(SYSTEMS, agent),
  phone: /iPhone|Android|Mobile|HarmonyOS/.test(agent),
})
