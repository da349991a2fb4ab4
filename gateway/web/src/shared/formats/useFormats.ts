import { useSession } from '../stores/session'
import { useUi } from '../stores/ui'
import * as dates from './dates'
import { formatMoney } from './money'

export * from './counts'
export { exactMoney } from './money'

/** Formats bound to the user's language and the company's time zone. */
export function useFormats() {
  const ui = useUi()
  const session = useSession()
  const zone = () => session.me?.company.time_zone ?? dates.DEFAULT_ZONE
  return {
    money: (amount: string | number) => formatMoney(amount, ui.language),
    moment: (at: string) => dates.formatMoment(at, zone()),
    second: (at: string) => dates.formatSecond(at, zone()),
    short: (at: string) => dates.formatShort(at, zone()),
    relative: (at: string) => dates.formatRelative(at, ui.language, zone()),
    daysUntil: (at: string) => dates.daysUntil(at, zone()),
    dateOf: (at: string) => dates.dateOf(at, zone()),
    localInput: (at: string) => dates.toLocalInput(at, zone()),
    fromLocalInput: (local: string) => dates.fromLocalInput(local, zone()),
    dayInWords: (at: string | Date = new Date()) => dates.formatDayInWords(at, ui.language, zone()),
    today: () => dates.today(zone()),
  }
}
