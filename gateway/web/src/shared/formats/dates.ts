import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import type { Language } from '../stores/ui'

dayjs.extend(utc)
dayjs.extend(timezone)

export const DEFAULT_ZONE = 'Asia/Shanghai'

const MINUTE = 60
const HOUR = 60 * MINUTE

/** A moment in the company's time zone: `2026-11-23 17:35`. */
export const formatMoment = (moment: string, zone = DEFAULT_ZONE) => dayjs(moment).tz(zone).format('YYYY-MM-DD HH:mm')

/** The same to the second. */
export const formatSecond = (moment: string, zone = DEFAULT_ZONE) =>
  dayjs(moment).tz(zone).format('YYYY-MM-DD HH:mm:ss')

/** The same, short: without the year when it is this year's. */
export function formatShort(moment: string, zone = DEFAULT_ZONE, now = new Date()): string {
  const local = dayjs(moment).tz(zone)
  return local.format(local.isSame(dayjs(now).tz(zone), 'year') ? 'MM-DD HH:mm' : 'YYYY-MM-DD')
}

/** A moment as `<input type="datetime-local">` holds it, and back: both in the company's time zone. */
export const toLocalInput = (moment: string, zone = DEFAULT_ZONE) => dayjs(moment).tz(zone).format('YYYY-MM-DDTHH:mm')
export const fromLocalInput = (local: string, zone = DEFAULT_ZONE) => dayjs.tz(local, zone).toISOString()

/** The date a moment falls on for the company. */
export const dateOf = (moment: string | Date, zone = DEFAULT_ZONE) => dayjs(moment).tz(zone).format('YYYY-MM-DD')

/** The day in words: `11 月 25 日周三`, `Wed, November 25`. */
export const formatDayInWords = (moment: string | Date, language: Language = 'zh-CN', zone = DEFAULT_ZONE) =>
  spaced(
    new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', weekday: 'short', timeZone: zone }).format(
      new Date(moment),
    ),
  ).replace(/月(?=\d)/, '月 ')

/** Today for the company, wherever the browser stands. */
export const today = (zone = DEFAULT_ZONE) => dateOf(new Date(), zone)

/** A moment seen from now, in words: `3 天后`, `5 分钟前`. Days count by the calendar, not by 24 hours. */
export function formatRelative(
  moment: string,
  language: Language = 'zh-CN',
  zone = DEFAULT_ZONE,
  now = new Date(),
): string {
  const seconds = Math.round((new Date(moment).getTime() - now.getTime()) / 1000)
  const days = daysUntil(moment, zone, now)
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'long' })
  const text =
    Math.abs(days) >= 1
      ? words.format(days, 'day')
      : Math.abs(seconds) < HOUR
        ? words.format(Math.round(seconds / MINUTE), 'minute')
        : words.format(Math.round(seconds / HOUR), 'hour')
  return spaced(text)
}

/** Whole calendar days from today to a moment; negative when it is past. */
export function daysUntil(moment: string, zone = DEFAULT_ZONE, now = new Date()): number {
  const start = (value: string | Date) => dayjs.utc(dateOf(value, zone))
  return start(new Date(moment)).diff(start(now), 'day')
}

/** Chinese texts keep a space between digits and words: `3天后` becomes `3 天后`. */
const spaced = (text: string) => text.replace(/(\d)(?=[\u4e00-\u9fff])/g, '$1 ')

const CALENDAR = 'YYYY-MM-DD'

/** A date so many days later, or earlier. */
export const addDays = (date: string, days: number) => dayjs.utc(date).add(days, 'day').format(CALENDAR)

/** 0 on Monday to 6 on Sunday. */
export const weekdayOf = (date: string) => (dayjs.utc(date).day() + 6) % 7

/** First and last day of the month a date lies in. */
export const monthOf = (date: string) => ({
  from: dayjs.utc(date).startOf('month').format(CALENDAR),
  to: dayjs.utc(date).endOf('month').format(CALENDAR),
})
