import type { CustomerView } from '@/features/customers/model'

/** The recycle bin is for the desk. */
export const PHONE_VIEWS = ['mine', 'participating', 'team', 'pool'] as const satisfies readonly CustomerView[]

/** What stands in the address of the list, under the names the desktop uses too. */
export const blankFilters = {
  view: 'mine' as string,
  q: '',
  status_id: [] as string[],
  tag_id: [] as string[],
  owner_id: [] as string[],
  sort: '-created_at',
}

export type CustomerFilterState = typeof blankFilters

export const sortsOf = (view: string) =>
  view === 'pool' ? ['-pooled_at', '-created_at', 'name'] : ['-created_at', '-followed_at', 'falls_at', 'name']
