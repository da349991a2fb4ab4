import type { Language } from '../stores/ui'

interface Unit {
  from: bigint
  divisor: bigint
  suffix: string
}

const cents = (yuan: bigint) => yuan * 100n

/** From ten million on an amount is shortened, from a hundred million more so; always with two places. */
const UNITS: Record<Language, Unit[]> = {
  'zh-CN': [
    { from: cents(100_000_000n), divisor: 100_000_000n, suffix: ' 亿' },
    { from: cents(10_000_000n), divisor: 10_000n, suffix: ' 万' },
  ],
  en: [
    { from: cents(1_000_000_000n), divisor: 1_000_000_000n, suffix: 'B' },
    { from: cents(10_000_000n), divisor: 1_000_000n, suffix: 'M' },
  ],
}

/** An amount as people read it: `¥697,613.06`, `¥1,234.57 万`. */
export function formatMoney(amount: string | number, language: Language = 'zh-CN', symbol = '¥'): string {
  const all = toCents(amount)
  const size = all < 0n ? -all : all
  const unit = UNITS[language].find((each) => size >= each.from)
  const sign = all < 0n ? '-' : ''
  return `${sign}${symbol}${grouped(unit ? halfUp(size, unit.divisor) : size)}${unit?.suffix ?? ''}`
}

/** The whole amount, for a hover and for tables that are added up. */
export function exactMoney(amount: string | number, symbol = '¥'): string {
  const all = toCents(amount)
  return `${all < 0n ? '-' : ''}${symbol}${grouped(all < 0n ? -all : all)}`
}

/** Money never passes through binary floating point: a decimal string becomes whole cents. */
export function toCents(amount: string | number): bigint {
  const text = typeof amount === 'number' ? amount.toFixed(2) : amount.trim()
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) throw new RangeError(`Not an amount of money: ${text}`)
  const [, sign, whole = '0', fraction = ''] = match
  const thousandths = BigInt(whole + fraction.padEnd(3, '0').slice(0, 3))
  const rounded = halfUp(thousandths, 10n)
  return sign ? -rounded : rounded
}

const halfUp = (value: bigint, divisor: bigint) => (value + divisor / 2n) / divisor

function grouped(value: bigint): string {
  const digits = value.toString().padStart(3, '0')
  return `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`
}
