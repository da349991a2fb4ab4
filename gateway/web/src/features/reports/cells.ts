import type { Cell, IncrementStock, Report, ReportName, ReportRow } from './model'

export const isPair = (cell: Cell): cell is IncrementStock => typeof cell !== 'number'

/** Columns that sum others up stand out, so that one finds them among many. */
const SUMS = ['total', 'added', 'removed', 'net', 'stock_end']
export const isSum = (key: string) => SUMS.includes(key)

export const cellOf = (row: ReportRow | Record<string, Cell>, key: string): Cell => (row[key] ?? 0) as Cell

/** One bar or part of a bar for each person. */
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
}

/** What is drawn of a report, person by person: sums side by side, or the stock of each status piled up. */
export function figuresOf(name: ReportName, report: Report): Figures {
  const keys = DRAWN[name]
  const columns = report.columns.filter(({ key }) => (keys ? keys.includes(key) : key !== 'total'))
  const height = (cell: Cell) => (isPair(cell) ? cell.stock : cell)
  const series = columns.map(({ key, title }) => ({
    key,
    name: title,
    values: report.rows.map((row) => height(cellOf(row, key))),
  }))
  const shown = keys ? series : series.filter(({ values }) => values.some(Boolean))
  return { people: report.rows.map(({ employee }) => employee.name), series: shown, stacked: keys === null }
}
