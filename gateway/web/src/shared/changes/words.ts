/** A value of the change log in words, whatever its field: a name, several names, a position; empty when there is none. */
export function valueInWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (Array.isArray(value)) return value.map(valueInWords).filter(Boolean).join('、')
  if (typeof value !== 'object') return String(value)
  if ('name' in value) return String(value.name)
  if ('lng' in value && 'lat' in value) return `${String(value.lng)}, ${String(value.lat)}`
  return JSON.stringify(value)
}
