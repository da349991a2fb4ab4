import { effectScope } from 'vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { addressOf, draftOf, missingIn, subjectOf } from '@/features/calls/rules'
import { useDialled } from '@/features/calls/useDialled'

const form = { subject: 'customer:c-1', number: ' 13912345678 ', direction: 'outgoing' as const, started_at: '2026-05-30T08:00:00Z', seconds: '95' }

describe('A call', () => {
  it('is sent for a customer or a lead, with its recording where there is one', () => {
    const sent = { number: '13912345678', direction: 'outgoing', started_at: '2026-05-30T08:00:00Z', seconds: 95 }
    expect(draftOf(form)).toEqual({ customer_id: 'c-1', ...sent })
    expect(draftOf({ ...form, subject: 'lead:l-1' }, 'f-1')).toEqual({ lead_id: 'l-1', ...sent, file_id: 'f-1' })
    expect(subjectOf('nobody')).toBeUndefined()
  })

  it('says first what is missing', () => {
    expect(missingIn({ ...form, subject: '', number: '' })).toBe('subject')
    expect(missingIn({ ...form, seconds: ' ' })).toBe('seconds')
    expect(missingIn(form)).toBeUndefined()
  })

  it('leads to the calls of its customer or lead', () => {
    expect(addressOf({ customer: { id: 'c', name: '' }, lead: null })).toBe('/customers/c?tab=calls')
    expect(addressOf({ customer: null, lead: { id: 'l', name: '' } })).toBe('/leads/l?tab=calls')
  })
})

describe('A number that was called', () => {
  afterEach(() => vi.useRealTimers())

  it('is offered for upload with its beginning and how long one was away', () => {
    vi.useFakeTimers({ now: new Date('2026-05-30T08:00:00Z') })
    document.body.innerHTML = '<a href="tel:13912345678"><i></i></a>'
    const scope = effectScope()
    const { upload } = scope.run(() => useDialled({ kind: 'lead', id: 'l-1' }))!
    expect(upload.value).toBeUndefined()

    document.querySelector('i')!.dispatchEvent(new MouseEvent('click', { bubbles: true }))
    vi.advanceTimersByTime(65_000)
    document.dispatchEvent(new Event('visibilitychange'))

    const query = { lead_id: 'l-1', number: '13912345678', started_at: '2026-05-30T08:00:00.000Z', seconds: '65' }
    expect(upload.value).toEqual({ path: '/calls/new', query })
    scope.stop()
  })
})
