import type { Tone } from '@/shared/tones'
import type { AuditEntry } from './model'

export const AUDIT_KINDS = [
  'signed_in',
  'sign_in_refused',
  'session_reused',
  'device_signed_out',
  'password_changed',
  'password_reset',
  'second_factor_on',
  'second_factor_off',
  'second_factor_reset',
  'company_founded',
  'company_changed',
  'department_created',
  'department_changed',
  'department_deleted',
  'employee_created',
  'employee_changed',
  'employee_disabled',
  'employee_enabled',
  'role_created',
  'role_changed',
  'role_deleted',
  'import_started',
  'export_started',
  'customers_purged',
  'reports_rebuilt',
] as const

/** What an auditor looks for first. */
const TONES: Record<string, Tone> = {
  sign_in_refused: 'danger',
  session_reused: 'danger',
  customers_purged: 'danger',
  role_changed: 'warning',
  role_deleted: 'warning',
  employee_disabled: 'warning',
  second_factor_reset: 'warning',
  export_started: 'primary',
  import_started: 'primary',
}

export const toneOf = (kind: string): Tone => TONES[kind] ?? 'info'

/** What an entry tells beside its kind: values by name, and what was changed as before and after. */
export interface Detail {
  key: string
  value: string
}

type Values = Record<string, unknown>

export function detailsOf({ detail }: Pick<AuditEntry, 'detail'>): Detail[] {
  const { before, after, changes, ...others } = detail
  const told = Object.entries(others)
    .filter(([key]) => key !== 'id')
    .map(([key, value]) => ({ key, value: textOf(value) }))
  const pairs = { ...pairsOf(before as Values, after as Values), ...(changes as Pairs | undefined) }
  return [...told, ...changed(pairs)].filter(({ value }) => value !== '')
}

type Pairs = Record<string, [unknown, unknown]>

/** Before and after, key by key, where they differ. */
function pairsOf(before: Values = {}, after: Values = {}): Pairs {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const differs = (key: string) => JSON.stringify(before[key]) !== JSON.stringify(after[key])
  return Object.fromEntries(keys.filter(differs).map((key) => [key, [before[key], after[key]]]))
}

const changed = (pairs: Pairs): Detail[] =>
  Object.entries(pairs).map(([key, [from, to]]) => ({ key, value: `${textOf(from) || '–'} → ${textOf(to) || '–'}` }))

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join('、')
  if (typeof value !== 'object') return String(value)
  const { name } = value as { name?: unknown }
  return typeof name === 'string' ? name : Object.keys(value).join('、')
}
