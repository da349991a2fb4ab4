import { describe, expect, it } from 'vitest'
import { formatBytes, formatDuration, formatTimes, formatTotal, maskPhone } from '@/shared/formats/counts'
import { daysUntil, formatMoment, formatRelative, formatShort } from '@/shared/formats/dates'
import { exactMoney, formatMoney, toCents } from '@/shared/formats/money'

describe('formatMoney', () => {
  it('groups thousands and keeps two places', () => {
    expect(formatMoney('697613.06')).toBe('¥697,613.06')
    expect(formatMoney('0')).toBe('¥0.00')
    expect(formatMoney('-1234.5')).toBe('-¥1,234.50')
  })

  it('shortens from ten million on, not a cent earlier', () => {
    expect(formatMoney('9999999.99')).toBe('¥9,999,999.99')
    expect(formatMoney('10000000.00')).toBe('¥1,000.00 万')
    expect(formatMoney('12345678.90')).toBe('¥1,234.57 万')
    expect(formatMoney('100000000')).toBe('¥1.00 亿')
    expect(formatMoney('-123456789012.34')).toBe('-¥1,234.57 亿')
  })

  it('speaks English', () => {
    expect(formatMoney('12345678.90', 'en')).toBe('¥12.35M')
    expect(formatMoney('9876543210', 'en')).toBe('¥9.88B')
  })

  it('never loses a cent of a large amount', () => {
    expect(exactMoney('90071992547409930.12')).toBe('¥90,071,992,547,409,930.12')
    expect(toCents('1.005')).toBe(101n)
  })

  it('refuses what is no amount', () => {
    expect(() => toCents('12,3')).toThrow(RangeError)
  })
})

describe('dates', () => {
  const now = new Date('2026-11-24T02:00:00Z')

  it('shows moments in the zone of the company', () => {
    expect(formatMoment('2026-11-23T17:35:00Z')).toBe('2026-11-24 01:35')
    expect(formatMoment('2026-11-23T17:35:00Z', 'Europe/London')).toBe('2026-11-23 17:35')
  })

  it('leaves out the year when it is this one', () => {
    expect(formatShort('2026-11-23T04:21:00Z', undefined, now)).toBe('11-23 12:21')
    expect(formatShort('2025-11-23T04:21:00Z', undefined, now)).toBe('2025-11-23')
  })

  it('counts days by the calendar of the company', () => {
    expect(daysUntil('2026-11-24T16:30:00Z', undefined, now)).toBe(1)
    expect(daysUntil('2026-11-23T15:59:00Z', undefined, now)).toBe(-1)
  })

  it('says in words how far away a moment is', () => {
    expect(formatRelative('2026-11-27T02:00:00Z', 'zh-CN', undefined, now)).toBe('3 天后')
    expect(formatRelative('2026-11-24T01:55:00Z', 'zh-CN', undefined, now)).toBe('5 分钟前')
    expect(formatRelative('2026-11-25T02:00:00Z', 'en', undefined, now)).toBe('tomorrow')
  })
})

describe('counts', () => {
  it('tells that a total is only a lower bound', () => {
    expect(formatTotal({ total: 10_000, total_is_lower_bound: true })).toBe('10,000+')
    expect(formatTotal({ total: 356 })).toBe('356')
  })

  it('writes times and customers, sizes, lengths and phone numbers', () => {
    expect(formatTimes({ times: 1200, customers: 7 })).toBe('1,200/7')
    expect(formatBytes(2_381_123)).toBe('2.3 MB')
    expect(formatDuration(245)).toBe('4:05')
    expect(formatDuration(3729)).toBe('1:02:09')
    expect(maskPhone('13812345678')).toBe('138****5678')
  })
})
