import { exactMoney } from '@/shared/formats/useFormats'
import type { Collection, Order } from './model'

type Say = (key: string) => string

/** What somebody who is to judge an order looks at. */
export const orderFacts = (t: Say, one: Order) => [
  { label: t('orders.name'), value: one.title },
  { label: t('orders.owner'), value: one.owner.name },
  { label: t('orders.dealAmount'), value: exactMoney(one.deal_amount) },
  { label: t('orders.collected'), value: exactMoney(one.collected) },
  { label: t('orders.outstanding'), value: exactMoney(one.outstanding) },
  ...(one.termination_reason ? [{ label: t('orders.terminationReason'), value: one.termination_reason }] : []),
  { label: t('orders.note'), value: one.note },
]

/** What somebody who is to judge a collection looks at first. */
export const collectionFacts = (t: Say, one: Collection) => [
  { label: t('orders.amount'), value: exactMoney(one.amount) },
  { label: t('orders.receivedOn'), value: one.received_on },
  { label: t('orders.invoicedAmount'), value: exactMoney(one.invoiced) },
  { label: t('orders.payee'), value: one.payee },
]
