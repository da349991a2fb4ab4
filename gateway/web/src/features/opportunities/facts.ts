import { exactMoney } from '@/shared/formats/useFormats'
import type { Opportunity } from './model'

/** What somebody who is to judge a win looks at. */
export const opportunityFacts = (t: (key: string) => string, one: Opportunity) => [
  { label: t('opportunities.name'), value: one.title },
  { label: t('opportunities.owner'), value: one.owner.name },
  { label: t('opportunities.amount'), value: one.expected_amount && exactMoney(one.expected_amount) },
  { label: t('opportunities.expectedOn'), value: one.expected_on },
  { label: t('opportunities.products'), value: one.products.map(({ name }) => name).join('、') },
  { label: t('opportunities.note'), value: one.note },
]
