import { useQuery } from '@tanstack/vue-query'
import { call } from '@/api/call'

/** Whether a win needs an approval (P5). */
export interface WinApproval {
  version: number
  required: boolean
}

/** Whether a collection needs one (O4). */
export type CollectionApproval = WinApproval

/** Where the customer of a terminated order goes when it has no other approved one (S2), and whether ending one needs an approval. */
export interface OrderTermination {
  version: number
  customer_goes_to: 'developing' | 'pool'
  approval_required: boolean
}

export interface DealTerms {
  win: WinApproval
  collection: CollectionApproval
  termination: OrderTermination
}

export const dealTermsKey = ['deal-terms']

async function readDealTerms(): Promise<DealTerms> {
  const [win, collection, termination] = await Promise.all([
    call<WinApproval>('GET', '/settings/win-approval'),
    call<CollectionApproval>('GET', '/settings/collection-approval'),
    call<OrderTermination>('GET', '/settings/order-termination'),
  ])
  return { win, collection, termination }
}

export const useDealTerms = () => useQuery({ queryKey: dealTermsKey, queryFn: readDealTerms })

export const setWinApproval = (body: WinApproval) => call<WinApproval>('PUT', '/settings/win-approval', { body })

export const setCollectionApproval = (body: CollectionApproval) =>
  call<CollectionApproval>('PUT', '/settings/collection-approval', { body })

export const setOrderTermination = (body: OrderTermination) =>
  call<OrderTermination>('PUT', '/settings/order-termination', { body })
