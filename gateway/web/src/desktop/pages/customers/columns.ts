import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CustomField } from '@/features/custom-fields/model'
import type { CustomerView, Stage } from '@/features/customers/model'
import type { Column } from '../../components/base/table'
import { fieldColumns } from '../../fields/columns'

/** The columns of each list: seven to begin with, the others on request. */
export function useColumns(view: Ref<CustomerView>, stage: () => Stage, custom: Ref<CustomField[]>) {
  const { t } = useI18n()
  return computed<Column[]>(() => {
    const pool = view.value === 'pool'
    const recycled = view.value === 'recycled'
    const owned = !pool && !recycled
    const all: (Column & { shown?: boolean })[] = [
      { key: 'name', title: t('customers.name'), minWidth: 200, sortable: true, always: true },
      { key: 'status', title: t('customers.status'), width: 100 },
      { key: 'tags', title: t('customers.tags'), minWidth: 150 },
      { key: 'phone', title: t('customers.phone'), width: 136 },
      { key: 'owner', title: t('customers.owner'), width: 124, shown: !pool },
      { key: 'followed_at', title: t('customers.followedAt'), width: 150, sortable: true },
      { key: 'falls_at', title: t('customers.fallsAt'), width: 142, sortable: true, shown: owned && stage() === 'developing' },
      { key: 'pooled_at', title: t('customers.pooledAt'), width: 136, sortable: true, shown: pool },
      { key: 'recycled_at', title: t('customers.recycledAt'), width: 136, sortable: true, shown: recycled },
      { key: 'created_at', title: t('customers.createdAt'), width: 136, sortable: true, extra: owned || recycled },
      { key: 'source', title: t('customers.source'), width: 110, extra: true },
      { key: 'address', title: t('customers.address'), minWidth: 160, extra: true },
      { key: 'note', title: t('customers.note'), minWidth: 180, extra: true },
      { key: 'taken_at', title: t('customers.takenAt'), width: 136, extra: true, shown: owned },
      { key: 'created_by', title: t('customers.createdBy'), width: 110, extra: true },
      { key: 'updated_at', title: t('customers.updatedAt'), width: 136, sortable: true, extra: true },
      { key: 'updated_by', title: t('customers.updatedBy'), width: 110, extra: true },
    ]
    return [...all.filter(({ shown = true }) => shown), ...fieldColumns(custom.value)]
  })
}

/** Lists with the same columns share the user's choice of them. */
export const tableName = (view: CustomerView, stage: Stage) =>
  stage === 'signed' ? 'customers-signed' : view === 'pool' || view === 'recycled' ? `customers-${view}` : 'customers'
