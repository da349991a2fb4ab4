import { call, type Asked } from '@/api/call'
import type { FoundGroup, SearchQuery } from './model'

/** Everything one may see that holds the words, grouped by kind. */
export const search = (query: SearchQuery) => call<{ groups: FoundGroup[] }>('GET', '/search', { query: query as Asked & SearchQuery })
