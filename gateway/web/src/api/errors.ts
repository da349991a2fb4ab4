/** What the server refused, as it says it: an RFC 9457 problem. */
export class ApiError extends Error {
  override readonly name = 'ApiError'

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors: Record<string, string[]> = {},
    readonly requestId: string | null = null,
    readonly retryAfter: number | null = null,
  ) {
    super(detail)
  }
}

/** The server could not be reached at all. */
export class Offline extends Error {
  override readonly name = 'Offline'
}

interface Problem {
  code?: string
  title?: string
  detail?: string
  errors?: Record<string, string[]>
  request_id?: string
}

/** Reads the error out of an answer, whatever stood in the way of a proper problem. */
export async function errorOf(response: Response): Promise<ApiError> {
  const problem = ((await response.json().catch(() => null)) ?? {}) as Problem
  return new ApiError(
    response.status,
    problem.code ?? `http.${response.status}`,
    problem.detail ?? problem.title ?? `HTTP ${response.status}`,
    problem.errors,
    problem.request_id ?? response.headers.get('X-Request-ID'),
    secondsOf(response.headers.get('Retry-After')),
  )
}

function secondsOf(header: string | null): number | null {
  const seconds = Number(header)
  return header !== null && Number.isFinite(seconds) ? seconds : null
}
