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

/** The detail of an entry as `name: value`, lists counted, nothing empty. */
export function detailsOf(entry: AuditEntry): { key: string; value: string }[] {
  return Object.entries(entry.detail)
    .map(([key, value]) => ({ key, value: textOf(value) }))
    .filter(({ value }) => value !== '')
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join('、')
  if (typeof value !== 'object') return String(value)
  const { name } = value as { name?: unknown }
  return typeof name === 'string' ? name : JSON.stringify(value)
}
