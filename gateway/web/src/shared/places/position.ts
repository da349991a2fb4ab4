export interface Position {
  lng: number
  lat: number
}

const EARTH_RADIUS_M = 6_371_008.8
const LONGEST_WAIT_MS = 15_000
const OLDEST_MS = 30_000

export type NoPosition = 'refused' | 'unavailable'

/** Where this device is, in WGS-84 as devices tell it. @throws NoPosition, by name */
export function whereAmI(): Promise<Position & { accuracy: number }> {
  return new Promise((resolve, reject) => {
    if (!('geolocation' in navigator)) return reject('unavailable' satisfies NoPosition)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lng: round(coords.longitude), lat: round(coords.latitude), accuracy: Math.round(coords.accuracy) }),
      (error) => reject((error.code === error.PERMISSION_DENIED ? 'refused' : 'unavailable') satisfies NoPosition),
      { enableHighAccuracy: true, timeout: LONGEST_WAIT_MS, maximumAge: OLDEST_MS },
    )
  })
}

/** Metres along the surface of the earth, as the server reckons them; null when one of them is not known. */
export function distanceM(here?: Position | null, there?: Position | null): number | null {
  if (!here || !there) return null
  const lat = radians(here.lat)
  const other = radians(there.lat)
  const square = Math.sin((other - lat) / 2) ** 2 + Math.cos(lat) * Math.cos(other) * Math.sin(radians(there.lng - here.lng) / 2) ** 2
  return Math.round(2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(square))))
}

/** `96 m`, `1.5 km`, `120 km`. */
export function formatDistance(metres: number): string {
  if (metres < 1000) return `${metres} m`
  return metres < 100_000 ? `${(metres / 1000).toFixed(1)} km` : `${Math.round(metres / 1000)} km`
}

/** `104.065735, 30.659462` */
export const formatPosition = ({ lng, lat }: Position) => `${lng.toFixed(6)}, ${lat.toFixed(6)}`

/** Opens a place in the device's own map. */
export const mapAddress = ({ lng, lat }: Position, name: string) => `geo:${lat},${lng}?q=${lat},${lng}(${encodeURIComponent(name)})`

/** Where a place stands from another, in shares of a radius: east and south count up, as screens do. */
export function offsetFrom(here: Position, there: Position, radiusM: number) {
  const metresPerDegree = (Math.PI * EARTH_RADIUS_M) / 180
  const east = (there.lng - here.lng) * metresPerDegree * Math.cos(radians(here.lat))
  return { x: east / radiusM, y: ((here.lat - there.lat) * metresPerDegree) / radiusM }
}

const radians = (degrees: number) => (degrees * Math.PI) / 180
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6
