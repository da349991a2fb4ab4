import type { CustomerView } from '@/features/customers/model'

/** The recycle bin is for the desk. */
export const PHONE_VIEWS = ['mine', 'participating', 'team', 'pool'] as const satisfies readonly CustomerView[]

/** What stands in the address of the list, under the names the desktop uses too. */
export const blankFilters = {
  stage: 'developing' as string,
  view: 'mine' as string,
  q: '',
  status_id: [] as string[],
  tag_id: [] as string[],
  owner_id: [] as string[],
  source_id: [] as string[],
  field: [] as string[],
  created_from: '',
  created_to: '',
  followed_from: '',
  followed_to: '',
  pooled_from: '',
  pooled_to: '',
  sort: '-created_at',
}

export type CustomerFilterState = typeof blankFilters

export const sortsOf = ({ view, stage }: Pick<CustomerFilterState, 'view' | 'stage'>) => {
  if (view === 'pool') return ['-pooled_at', '-created_at', 'name']
  return ['-created_at', '-followed_at', ...(stage === 'signed' ? [] : ['falls_at']), 'name']
}
