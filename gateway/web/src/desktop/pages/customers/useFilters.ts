import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CustomerView, Stage } from '@/features/customers/model'
import { useChoices } from '@/shared/choices/useChoices'
import { useLabels } from '@/shared/choices/useLabels'
import type { Choice, FilterField } from '../../components/base/filters'

/** What stands in the address of the list; empty values are left out. */
export const CUSTOMER_FILTERS = {
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
  department_id: [] as string[],
  sort: '-created_at',
  page: 1,
  page_size: 20,
}

/** The filters of a list; the owner stands apart, because colleagues are searched for. */
export function useFilters(view: Ref<CustomerView>, stage: () => Stage) {
  const { t } = useI18n()
  const { statuses, allStatuses, tags } = useLabels(stage)
  const sources = useChoices('sources')
  const none: Choice = { value: 'none', label: '' }
  const withNone = (options: Choice[]) => [...options, { ...none, label: t('customers.none') }]

  const fields = computed<FilterField[]>(() => [
    { kind: 'select', key: 'source_id', label: t('customers.source'), choices: sources.options.value, several: true },
    { kind: 'dates', key: 'created', label: t('customers.createdAt') },
    { kind: 'dates', key: 'followed', label: t('customers.followed') },
    ...(view.value === 'pool' ? [{ kind: 'dates' as const, key: 'pooled', label: t('customers.pooledAt') }] : []),
    { kind: 'chips', key: 'status_id', label: t('customers.status'), choices: withNone(statuses.value), several: true },
    { kind: 'chips', key: 'tag_id', label: t('customers.tags'), choices: withNone(tags.value), several: true },
  ])
  const byOwner = computed(() => view.value === 'team' || view.value === 'participating')
  return { fields, byOwner, statuses: allStatuses }
}
