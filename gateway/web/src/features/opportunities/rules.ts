import { saidValues, type FieldValues } from '@/shared/fields/rules'
import { without } from '@/shared/objects'
import type { Tone } from '@/shared/tones'
import type { BoardColumn, Opportunity, OpportunityDraft, Outcome, WholeOpportunity, WinApproval } from './model'

const STAGE_TONES: Record<Outcome, Tone> = { open: 'primary', won: 'success', lost: 'danger' }
const APPROVAL_TONES: Partial<Record<WinApproval, Tone>> = {
  waiting: 'warning',
  running: 'warning',
  refused: 'danger',
  passed: 'success',
  closed: 'success',
}

export const stageTone = ({ outcome, approval }: Pick<Opportunity, 'outcome' | 'approval'>): Tone =>
  isPending(approval) ? 'warning' : STAGE_TONES[outcome]

export const approvalTone = (approval: WinApproval): Tone => APPROVAL_TONES[approval] ?? 'info'

/** While a win waits for its approval nothing moves. */
export const isPending = (approval: WinApproval) => approval === 'waiting' || approval === 'running'

/** Cards that may be dragged elsewhere: those that are neither won nor waiting for it. */
export const isMovable = (card: Pick<Opportunity, 'outcome' | 'approval'>) =>
  card.outcome !== 'won' && !isPending(card.approval)

/** The stage beside the one a card stands in, if there is one. */
export function neighbour(columns: readonly BoardColumn[], stageId: string, by: number): BoardColumn | undefined {
  return columns[columns.findIndex(({ stage }) => stage.id === stageId) + by]
}

export interface OpportunityForm {
  customer_id: string
  title: string
  expected_amount: string
  expected_on: string | null
  note: string
  product_ids: string[]
  fields: FieldValues
}

export const formOf = (opportunity?: WholeOpportunity, customerId = ''): OpportunityForm => ({
  customer_id: opportunity?.customer.id ?? customerId,
  title: opportunity?.title ?? '',
  expected_amount: opportunity?.expected_amount ?? '',
  expected_on: opportunity?.expected_on ?? null,
  note: opportunity?.note ?? '',
  product_ids: opportunity?.products.map(({ id }) => id) ?? [],
  fields: { ...opportunity?.fields },
})

/** A form as the server takes it. */
export const draftOf = (form: OpportunityForm, read?: Opportunity): OpportunityDraft => ({
  customer_id: form.customer_id,
  title: form.title.trim(),
  expected_amount: form.expected_amount.trim() || null,
  expected_on: form.expected_on || null,
  note: form.note.trim() || null,
  product_ids: [...form.product_ids],
  ...saidValues(form.fields, read?.fields),
})

/** The same without the customer, which does not change. */
export const changeOf = (form: OpportunityForm, read?: Opportunity): Omit<OpportunityDraft, 'customer_id'> =>
  without(draftOf(form, read), 'customer_id')
