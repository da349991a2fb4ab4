import createClient from 'openapi-fetch'
import { BASE } from './access'
import type { components, paths } from './schema'
import { send } from './send'

export { ApiError, Offline } from './errors'

export type Schemas = components['schemas']

/** The gateway's interface, typed by its OpenAPI document. */
export const api = createClient<paths>({ baseUrl: BASE, fetch: send })

/** The body of an answer; errors were thrown before: `await unwrap(api.GET('/me'))`. */
export async function unwrap<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T
}
