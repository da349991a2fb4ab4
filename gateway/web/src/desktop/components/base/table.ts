/** One column of a DataTable; its cell may be drawn by the slot `cell-<key>`. */
export interface Column {
  key: string
  title: string
  width?: number
  minWidth?: number
  align?: 'left' | 'right' | 'center'
  sortable?: boolean
  fixed?: boolean
  /** Not shown until the user asks for it. */
  extra?: boolean
  /** Cannot be hidden. */
  always?: boolean
}

export interface Row {
  id: string
}

/** A list as the server answers it. */
export interface ListAnswer<Item> {
  items: Item[]
  total: number
  total_is_lower_bound?: boolean
}

/** What is selected: these rows, or everything the filter finds. */
export type Selection = { kind: 'rows'; ids: string[] } | { kind: 'filter' }

export const nothingSelected = (): Selection => ({ kind: 'rows', ids: [] })

/** The body of a bulk call: `{ids}` or `{filter}`. */
export function bulkBody<Filter extends object>(selection: Selection, filter: Filter) {
  return selection.kind === 'rows' ? { ids: selection.ids } : { filter }
}

/** How many a selection holds, of a list of `total`. */
export const selectedCount = (selection: Selection, total: number) =>
  selection.kind === 'filter' ? total : selection.ids.length

export interface SortState {
  prop: string | null
  order: 'ascending' | 'descending' | null
}

/** `-created_at` is the newest first. */
export const sortParameter = ({ prop, order }: SortState) =>
  prop && order ? (order === 'descending' ? '-' : '') + prop : ''

export function sortState(parameter: string): { prop: string; order: 'ascending' | 'descending' } {
  return parameter.startsWith('-')
    ? { prop: parameter.slice(1), order: 'descending' }
    : { prop: parameter, order: 'ascending' }
}

/** The columns shown: the user's choice in its order, else those that are not extra. */
export function shownColumns(columns: Column[], chosen: readonly string[] | null): Column[] {
  if (!chosen) return columns.filter(({ extra }) => !extra)
  const known = new Map(columns.map((column) => [column.key, column]))
  const missing = columns.filter(({ always, key }) => always && !chosen.includes(key))
  return [...missing, ...chosen.flatMap((key) => known.get(key) ?? [])]
}
