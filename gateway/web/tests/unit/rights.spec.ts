import { House } from '@element-plus/icons-vue'
import { describe, expect, it } from 'vitest'
import type { RouteLocationNormalized } from 'vue-router'
import { guard } from '@/boot/guard'
import type { MenuEntry } from '@/desktop/features'
import { menuFor } from '@/desktop/layout/menu'
import { ownAddress } from '@/shared/forms/useSignIn'

const to = (meta: RouteLocationNormalized['meta'], name = 'page') =>
  ({ path: '/a/b', fullPath: '/a/b?c=1', name, meta }) as RouteLocationNormalized

const session = (more: Partial<Parameters<typeof guard>[1]> = {}) => ({
  signedIn: true,
  mustChangePassword: false,
  administrator: false,
  sees: (name: string) => name === 'customers',
  may: (action: string) => action === 'import',
  ...more,
})

describe('guard', () => {
  it('sends a visitor to sign in, and back afterwards', () => {
    expect(guard(to({}), session({ signedIn: false }))).toEqual({ name: 'login', query: { to: '/a/b?c=1' } })
    expect(guard(to({ open: true }), session({ signedIn: false }))).toBe(true)
  })

  it('lets nobody past a first password', () => {
    const first = session({ mustChangePassword: true })

    expect(guard(to({}), first)).toEqual({ name: 'first-password' })
    expect(guard(to({}, 'first-password'), first)).toBe(true)
  })

  it('asks for the rights a page needs', () => {
    expect(guard(to({ needs: 'customers', may: 'import' }), session())).toBe(true)
    expect(guard(to({ needs: 'leads' }), session())).toMatchObject({ name: 'forbidden' })
    expect(guard(to({ may: 'export' }), session())).toMatchObject({ name: 'forbidden' })
    expect(guard(to({ administrators: true }), session())).toMatchObject({ name: 'forbidden' })
    expect(guard(to({ administrators: true }), session({ administrator: true }))).toBe(true)
  })
})

describe('menuFor', () => {
  it('shows what the permissions allow, in order, and no empty group', () => {
    const entries: MenuEntry[] = [
      { to: '/leads', label: 'leads.title', group: 'crm', order: 10, needs: 'leads' },
      { to: '/orders', label: 'orders.title', group: 'crm', order: 30, needs: 'customers' },
      { to: '/customers', label: 'customers.title', group: 'crm', order: 20, needs: 'customers' },
      { to: '/roles', label: 'roles.title', group: 'settings', order: 10, may: 'manage_roles' },
      { to: '/audit-log', label: 'audit.title', group: 'settings', order: 20, administrators: true },
      { to: '/', label: 'workbench.title', icon: House, order: 0 },
    ]

    const menu = menuFor(session(), entries)

    expect(menu.map(({ key, entries: below }) => [key, below.map((entry) => entry.to)])).toEqual([
      ['/', []],
      ['crm', ['/customers', '/orders']],
    ])
  })
})

describe('ownAddress', () => {
  it('never leads to another host', () => {
    expect(ownAddress('/customers?view=mine')).toBe('/customers?view=mine')
    expect(ownAddress('//evil.example')).toBe('/')
    expect(ownAddress('/\\evil.example')).toBe('/')
    expect(ownAddress('https://evil.example')).toBe('/')
  })
})
