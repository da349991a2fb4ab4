import { describe, expect, it } from 'vitest'
import { blankCheckIn, copiedTo, draftOf, missingIn, wasSentLater } from '@/features/visits/rules'

const position = { lng: 104.065735, lat: 30.659462 }
const filled = { ...blankCheckIn('c-1'), content: ' 到店 ', position }

describe('A check-in', () => {
  it('needs a customer, a note and a position, and a photo where the company says so', () => {
    expect(missingIn(blankCheckIn(), { photos: 0, photoRequired: true })).toEqual({
      customer_id: true,
      content: true,
      position: true,
      file_ids: true,
    })
    expect(Object.values(missingIn(filled, { photos: 1, photoRequired: true })).some(Boolean)).toBe(false)
    expect(missingIn(filled, { photos: 0, photoRequired: false }).file_ids).toBe(false)
  })

  it('tells when it was, since it may be sent later, and nothing that was left empty', () => {
    expect(draftOf(filled, new Date('2026-05-30T08:00:00Z'))).toEqual({
      customer_id: 'c-1',
      content: '到店',
      position,
      visited_at: '2026-05-30T08:00:00.000Z',
    })
  })
})

describe('A visit', () => {
  it('says whether it waited for a network', () => {
    const visited_at = '2026-05-30T08:00:00Z'
    expect(wasSentLater({ visited_at, received_at: '2026-05-30T08:04:00Z' })).toBe(false)
    expect(wasSentLater({ visited_at, received_at: '2026-05-30T09:00:00Z' })).toBe(true)
  })

  it('names people before departments', () => {
    const [mentions, mentioned_departments] = [[{ id: 'e', name: '卯卯卯' }], [{ id: 'd', name: '运营部' }]]
    expect(copiedTo({ mentions, mentioned_departments })).toEqual(['卯卯卯', '运营部'])
  })
})
