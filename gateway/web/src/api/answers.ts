/** Whatever is named on a screen and known by its id. */
export interface Named {
  id: string
  name: string
}

/** One page of a list; beyond ten thousand `total` counts no further. */
export interface Page<T> {
  items: T[]
  total: number
  page: number
  page_size: number
  total_is_lower_bound?: boolean
}

export interface Refusal {
  id: string
  code: string
  detail: string
}

/** What was done to many, and what was refused. */
export interface BulkAnswer {
  done: number
  refused: Refusal[]
}
