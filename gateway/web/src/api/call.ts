import { BASE } from './access'
import { send } from './send'

type Value = string | number | boolean | null | undefined
export type Asked = Record<string, Value | Value[]>
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

const NO_CONTENT = 204

/**
 * Calls an address the generated types do not cover yet; errors are thrown as by `api`. `key` is the `Idempotency-Key`
 * of what may be sent again later.
 */
export async function call<T = void>(
  method: Method,
  path: string,
  sent: { query?: Asked; body?: unknown; key?: string } = {},
): Promise<T> {
  const address = new URL(BASE + path)
  for (const [name, value] of Object.entries(sent.query ?? {})) {
    for (const one of [value].flat())
      if (one !== undefined && one !== null && one !== '') address.searchParams.append(name, String(one))
  }
  const body = sent.body === undefined ? undefined : JSON.stringify(sent.body)
  const headers = { 'Content-Type': 'application/json', ...(sent.key && { 'Idempotency-Key': sent.key }) }
  const response = await send(new Request(address, { method, body, headers }))
  return (response.status === NO_CONTENT ? undefined : await response.json()) as T
}
