import type { Tone } from '@/shared/tones'
import type { AuditEntry } from './model'

export const AUDIT_KINDS = [
  'sign_in',
  'sign_in_refused',
  'sign_out',
  'password_changed',
  'import',
  'export',
  'employee_changed',
  'roles_changed',
  'purge',
] as const

/** What an auditor looks for first. */
const TONES: Record<string, Tone> = { sign_in_refused: 'danger', purge: 'danger', roles_changed: 'warning' }

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
