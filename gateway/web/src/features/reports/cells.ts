import { SUBJECTS, type ActivityCell, type Cell, type IncrementStock, type Report, type ReportColumn, type ReportName, type ReportRow, type Subject, type SubjectKind } from './model'

export const isPair = (cell: Cell): cell is IncrementStock => typeof cell === 'object' && 'stock' in cell
export const isTimes = (cell: Cell): cell is ActivityCell => typeof cell === 'object' && 'times' in cell
export const isRate = (cell: Cell): cell is string => typeof cell === 'string' && cell.endsWith('%')
export const isMoney = (cell: Cell): cell is string => typeof cell === 'string' && !isRate(cell)

/** The one number that says most of a cell. */
export const numberOf = (cell: Cell) =>
  isPair(cell) ? cell.increment : isTimes(cell) ? cell.times : Number.parseFloat(String(cell))
export const pairOf = (cell: Cell): IncrementStock => (isPair(cell) ? cell : { increment: 0, stock: numberOf(cell) })

/** Columns that sum others up stand out, so that one finds them among many. */
const SUMS: Record<ReportName, string[]> = {
  'customer-increments': ['added', 'removed'],
  'customer-net': ['net'],
  'status-stock': ['total'],
  'follow-ups': ['total'],
  visits: ['total'],
  calls: ['total'],
  wins: ['number', 'amount'],
  orders: ['number', 'deal_amount'],
  collections: ['collected'],
  'customer-ranking': ['amount'],
  'product-ranking': ['amount'],
}
export const isSum = (name: ReportName, key: string) => SUMS[name].includes(key)

/** What a report's rows are about; an empty one says it by its filter. */
export const subjectKindOf = (row: ReportRow | undefined): SubjectKind | undefined =>
  row && SUBJECTS.find((kind) => typeof row[kind] === 'object')

export const subjectOf = (row: ReportRow): Subject => row[subjectKindOf(row) ?? 'employee'] as Subject

/** How much of a target was reached, from 0 to 1 and beyond. */
export const shareOf = (rate: string) => Number.parseFloat(rate) / 100

const NARROWEST_PX = 78
/** Some kinds of cells say more than one number. */
const ROOM_PX: Partial<Record<ReportColumn['kind'], number>> = { calls: 132, money: 112 }
const LETTER_PX = 9
const PADDING_PX = 26

/** How wide a column must be for its cells, and for its title not to break within a word; Chinese breaks anywhere. */
export function widthOf({ title, kind }: Pick<ReportColumn, 'title' | 'kind'>): number {
  const longest = Math.max(0, ...(title.match(/[A-Za-z]+/g) ?? []).map(({ length }) => length))
  return Math.max(NARROWEST_PX, ROOM_PX[kind] ?? 0, longest * LETTER_PX + PADDING_PX)
}

export const cellOf = (row: ReportRow | Record<string, Cell>, key: string): Cell => (row[key] ?? 0) as Cell

/** One bar or part of a bar for each row. */
export interface Series {
  key: string
  name: string
  values: number[]
}

export interface Figures {
  people: string[]
  series: Series[]
  /** Whether the parts are piled up on each other. */
  stacked: boolean
}

const DRAWN: Record<ReportName, string[] | null> = {
  'customer-increments': ['added', 'removed'],
  'customer-net': ['stock_start', 'stock_end'],
  'status-stock': null,
  'follow-ups': null,
  visits: ['total'],
  calls: ['total'],
  wins: ['amount', 'target_amount'],
  orders: ['deal_amount', 'target_amount'],
  collections: ['collected', 'planned', 'target'],
  'customer-ranking': ['amount'],
  'product-ranking': ['amount'],
}

/** What is drawn of a report, row by row: sums side by side, or the parts of a whole piled up. */
export function figuresOf(name: ReportName, report: Report): Figures {
  const keys = DRAWN[name]
  const columns = report.columns.filter(({ key }) => (keys ? keys.includes(key) : key !== 'total'))
  const height = (cell: Cell) => (isPair(cell) ? cell.stock : numberOf(cell))
  const series = columns.map(({ key, title }) => ({
    key,
    name: title,
    values: report.rows.map((row) => height(cellOf(row, key))),
  }))
  const shown = keys ? series : series.filter(({ values }) => values.some(Boolean))
  return { people: report.rows.map((row) => subjectOf(row).name), series: shown, stacked: keys === null }
}
