import { toCents } from '@/shared/formats/money'
import { saidValues, type FieldValues } from '@/shared/fields/rules'
import { without } from '@/shared/objects'
import type { Tone } from '@/shared/tones'
import type { Collection, CollectionDraft, CollectionPlan, CollectionStatus, LineDraft, OrderDraft, OrderStatus, PlanDraft, WholeOrder } from './model'

const TONES: Record<OrderStatus, Tone> = {
  to_approve: 'info',
  in_approval: 'warning',
  refused: 'danger',
  running: 'primary',
  completed: 'success',
  terminated: 'info',
}

export const statusTone = (status: OrderStatus) => TONES[status]

const COLLECTION_TONES: Record<CollectionStatus, Tone> = {
  counted: 'success',
  in_approval: 'warning',
  refused: 'danger',
  to_approve: 'info',
}

export const collectionTone = (status: CollectionStatus) => COLLECTION_TONES[status]

/** What waits for its approval stays as it is; what did not pass is handed in again. */
export const isFixed = ({ status }: Pick<Collection, 'status'>) => status === 'in_approval'
export const isReturned = ({ status }: Pick<Collection, 'status'>) => status === 'refused' || status === 'to_approve'

const AMOUNT = /^\d{1,12}(\.\d{1,2})?$/
const BASIS_POINTS = 10_000n

export const isAmount = (text: string) => AMOUNT.test(text.trim())

/** Price times quantity less the discount in percent, in cents, half a cent up: as the server reckons; null while it is not filled in. */
export function lineCents(line: Pick<LineDraft, 'price' | 'quantity' | 'discount'>): bigint | null {
  const { price, quantity } = line
  const discount = line.discount.trim() || '0'
  if (!isAmount(price) || !isAmount(discount) || !Number.isInteger(quantity) || quantity < 1) return null
  const paid = BASIS_POINTS - toCents(discount)
  if (paid < 0n) return null
  const whole = toCents(price) * BigInt(quantity) * paid
  return (whole + BASIS_POINTS / 2n) / BASIS_POINTS
}

/** The sum of the lines that are filled in, as the server tells money. */
export const totalOf = (lines: readonly LineDraft[]) =>
  moneyOf(lines.reduce((sum, line) => sum + (lineCents(line) ?? 0n), 0n))

/** Cents as the server takes and tells money: `1200.00`. */
export function moneyOf(cents: bigint): string {
  const digits = cents.toString().padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export interface OrderForm {
  customer_id: string
  title: string
  lines: LineDraft[]
  /** Empty follows the product total. */
  deal_amount: string
  note: string
  opportunity_id: string | null
  fields: FieldValues
}

export const emptyLine = (): LineDraft => ({ product_id: '', quantity: 1, price: '', discount: '' })

export const formOf = (order?: WholeOrder, customerId = ''): OrderForm => ({
  customer_id: order?.customer.id ?? customerId,
  title: order?.title ?? '',
  lines: order?.lines.map(lineForm) ?? [emptyLine()],
  deal_amount: order && order.deal_amount !== order.product_total ? order.deal_amount : '',
  note: order?.note ?? '',
  opportunity_id: null,
  fields: { ...order?.fields },
})

const lineForm = ({ product, quantity, price, discount }: WholeOrder['lines'][number]): LineDraft => ({
  product_id: product.id,
  quantity,
  price,
  discount: discount === '0.00' ? '' : discount,
})

/** A form as the server takes it; lines without a product are left out. */
export const draftOf = (form: OrderForm, read?: WholeOrder): OrderDraft => ({
  customer_id: form.customer_id,
  title: form.title.trim(),
  lines: form.lines
    .filter((line) => line.product_id)
    .map((line) => ({ ...line, price: line.price.trim(), discount: line.discount.trim() || '0' })),
  deal_amount: form.deal_amount.trim() || null,
  note: form.note.trim() || null,
  ...(form.opportunity_id ? { opportunity_id: form.opportunity_id } : {}),
  ...saidValues(form.fields, read?.fields),
})

/** The same without the customer, which does not change. */
export const changeOf = (form: OrderForm, read?: WholeOrder): Omit<OrderDraft, 'customer_id' | 'opportunity_id'> =>
  without(draftOf(form, read), 'customer_id', 'opportunity_id')

export const planForm = (plan: CollectionPlan | undefined, due: string, amount: string): PlanDraft => ({
  due_on: plan?.due_on ?? due,
  amount: plan?.amount ?? amount,
  method_id: plan?.method?.id ?? null,
  remind_days: plan ? plan.remind_days : 1,
})

export const collectionForm = (
  collection: Collection | undefined,
  today: string,
  outstanding: string,
): CollectionDraft & { payee: string; note: string } => ({
  received_on: collection?.received_on ?? today,
  amount: collection?.amount ?? outstanding,
  invoiced: collection?.invoiced ?? '0.00',
  method_id: collection?.method.id ?? '',
  payee: collection?.payee ?? '',
  note: collection?.note ?? '',
})

/** A form as the server takes it, with the files of a new one. */
export const collectionDraft = (form: CollectionDraft, fileIds: string[] = []): CollectionDraft => ({
  ...form,
  ...(fileIds.length ? { file_ids: fileIds } : {}),
  amount: form.amount.trim(),
  invoiced: form.invoiced.trim() || '0',
  payee: form.payee?.trim() || null,
  note: form.note?.trim() || null,
})
