import type { LocationQueryRaw } from 'vue-router'
import { readQuery, writeQuery, type QueryState } from '@/shared/address/useQueryState'
import { without } from '@/shared/objects'

const OF_A_PAGE = ['page', 'page_size']

/** What of a list's state is saved: all but the page, each name with its values. */
export function queryOf<State extends QueryState>(state: State, defaults: State): Record<string, string[]> {
  const said = without(writeQuery(state, defaults, {}), ...OF_A_PAGE)
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [name, [value].flat().map(String)]))
}

/** The address of a saved query; what the list does not know any more is left out. */
export const addressOf = <State extends QueryState>(query: Record<string, string[]>, defaults: State, around = {}): LocationQueryRaw =>
  writeQuery(readQuery(query, defaults), defaults, around)

/** Whether a list shows just what was saved. */
export const isAsSaved = <State extends QueryState>(state: State, query: Record<string, string[]>, defaults: State): boolean =>
  JSON.stringify(queryOf(state, defaults)) === JSON.stringify(queryOf(readQuery(query, defaults), defaults))
