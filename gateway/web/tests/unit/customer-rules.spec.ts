import { describe, expect, it } from 'vitest'
import type { Customer, WholeCustomer } from '@/features/customers/model'
import {
  basicData,
  changedFields,
  conflicts,
  countdown,
  draftOf,
  filterOf,
  merged,
  statusSteps,
  statusTone,
} from '@/features/customers/rules'
import { doneIds, undoOf, verbsFor, verbsOf } from '@/features/customers/verbs'

const STATUSES = ['新建', '意向', '预约'].map((name, order) => ({ id: `s${order}`, name, order, enabled: name !== '预约' }))
const everything = () => true
const nothing = () => false

describe('The verbs of a list', () => {
  it('leave out what this person has no permission for', () => {
    expect(verbsOf('team', nothing)).toEqual(['add-participants', 'remove-participants', 'set-status', 'set-tags'])
    expect(verbsOf('pool', (action) => action === 'take_from_pool')).toEqual(['take'])
  })

  it('never offer dropping what is in the pool, or restoring what is not deleted', () => {
    expect(verbsOf('pool', everything)).not.toContain('drop-to-pool')
    expect(verbsOf('team', everything)).not.toContain('restore')
    expect(verbsOf('recycled', everything)).toEqual(['restore', 'purge'])
    expect(verbsOf('mine', everything)).not.toContain('set-signed-tags')
  })

  it('of signed customers drop and delete nothing, and change signing tags besides', () => {
    const verbs = ['transfer', 'add-participants', 'remove-participants', 'set-status', 'set-tags', 'set-signed-tags']
    expect(verbsOf('team', everything, 'signed')).toEqual(verbs)
    expect(verbsFor(['set_tags', 'delete'], 'signed')).toEqual(['set-tags', 'set-signed-tags'])
  })
})

describe('The verbs of one customer', () => {
  it('are those the server allows now', () => {
    expect(verbsFor(['take', 'assign'])).toEqual(['take', 'assign'])
    expect(verbsFor(['edit', 'change_participants'])).toEqual(['add-participants', 'remove-participants'])
  })
})

describe('Taking back', () => {
  it('is offered only to those who may do the reverse', () => {
    expect(undoOf('delete', everything)).toBe('restore')
    expect(undoOf('delete', (action) => action === 'delete_customer')).toBeUndefined()
    expect(undoOf('purge', everything)).toBeUndefined()
  })

  it('touches only what was really done', () => {
    const refused = [{ id: 'b', code: 'customer.signed_stays', detail: '签约客户不能删除' }]
    expect(doneIds(['a', 'b', 'c'], { done: 2, refused })).toEqual(['a', 'c'])
  })
})

describe('A status', () => {
  it('looks the same wherever it is shown', () => {
    expect(statusTone({ id: 's1', name: '意向' }, STATUSES)).toBe('primary')
    expect(statusTone(null, STATUSES)).toBe('info')
  })

  it('stands on a way of steps', () => {
    expect(statusSteps({ id: 's1', name: '意向' }, STATUSES).map((step) => step.state)).toEqual(['past', 'now'])
    expect(statusSteps(null, STATUSES).map((step) => step.state)).toEqual(['ahead', 'ahead'])
  })

  it('that was switched off is still shown where a customer has it', () => {
    expect(statusSteps({ id: 's2', name: '预约' }, STATUSES).at(-1)).toEqual({ id: 's2', name: '预约', state: 'now' })
  })
})

describe('The countdown', () => {
  const now = Date.parse('2026-11-23T00:00:00Z')

  it('tells days, hours, minutes and seconds', () => {
    expect(countdown('2026-11-25T03:04:05Z', now)).toEqual({ over: false, days: 2, hours: 3, minutes: 4, seconds: 5 })
  })

  it('stops at zero', () => {
    expect(countdown('2026-11-22T23:59:59Z', now)).toMatchObject({ over: true, days: 0, seconds: 0 })
  })
})

describe('Editing at the same time as another', () => {
  const read = basicData(customer())
  const mine = { ...read, name: '玉堂码头火锅（高新店）', phone: '13900000000' }
  const theirs = { ...read, name: '玉堂火锅', address: '天府三街' }

  it('keeps both changes and names what differs', () => {
    expect(conflicts(read, mine, theirs)).toEqual(['name'])
    expect(merged(read, mine, theirs)).toMatchObject({ name: mine.name, phone: mine.phone, address: '天府三街' })
  })

  it('is no conflict when both say the same', () => {
    expect(conflicts(read, mine, { ...read, name: mine.name })).toEqual([])
  })
})

describe('What is sent', () => {
  it('of an edit is only what was changed, an emptied field as null', () => {
    const read = basicData(customer())
    expect(changedFields(read, { ...read, phone: ' ', tag_ids: ['t2'] })).toEqual({ phone: null, tag_ids: ['t2'] })
    expect(changedFields(read, { ...read })).toEqual({})
  })

  it('of a new customer is what was filled in', () => {
    expect(draftOf({ ...basicData(), name: ' 甲 ' })).toEqual({ name: '甲' })
  })

  it('to a bulk call is the filter without its place', () => {
    expect(filterOf({ view: 'team', q: '店', page: 3, page_size: 50, sort: '-name' })).toEqual({ view: 'team', q: '店' })
  })
})

function customer(): WholeCustomer {
  const one: Partial<Customer> = {
    name: '玉堂码头火锅',
    phone: '13800138000',
    address: null,
    note: null,
    status: null,
    source: null,
    tags: [{ id: 't1', name: '展会' }],
  }
  return one as WholeCustomer
}
