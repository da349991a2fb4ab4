export interface TimesAndCustomers {
  times: number
  customers: number
}

export const formatCount = (count: number) => count.toLocaleString('en-US')

/** What came or went: `+48`, `−3`, `0`. */
export const formatChange = (count: number) =>
  (count > 0 ? '+' : count < 0 ? '−' : '') + formatCount(Math.abs(count))

/** The total of a list; beyond ten thousand the server counts no further. */
export const formatTotal = (list: { total: number; total_is_lower_bound?: boolean }) =>
  formatCount(list.total) + (list.total_is_lower_bound ? '+' : '')

/** How often, and for how many customers: `8/7`. */
export const formatTimes = (cell: TimesAndCustomers) => `${formatCount(cell.times)}/${formatCount(cell.customers)}`

const KILO = 1024

export function formatBytes(bytes: number): string {
  if (bytes < KILO) return `${bytes} B`
  const [size, unit] = bytes < KILO * KILO ? [bytes / KILO, 'KB'] : [bytes / KILO / KILO, 'MB']
  return `${size.toFixed(1)} ${unit}`
}

/** A length of time: `4:05`, `1:02:09`. */
export function formatDuration(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const [first = 0, ...rest] = parts[0] ? parts : parts.slice(1)
  return [String(first), ...rest.map((part) => String(part).padStart(2, '0'))].join(':')
}

export const maskPhone = (phone: string) => phone.replace(/^(\d{3})\d{4}(\d{4})$/, '$1****$2')
