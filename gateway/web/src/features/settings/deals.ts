import { useQuery } from '@tanstack/vue-query'
import { call } from '@/api/call'

/** Whether a win needs an approval (P5). */
export interface WinApproval {
  version: number
  required: boolean
}

/** Where the customer of a terminated order goes when it has no other approved one (S2). */
export interface OrderTermination {
  version: number
  customer_goes_to: 'developing' | 'pool'
}

export interface DealTerms {
  win: WinApproval
  termination: OrderTermination
}

export const dealTermsKey = ['deal-terms']

async function readDealTerms(): Promise<DealTerms> {
  const [win, termination] = await Promise.all([
    call<WinApproval>('GET', '/settings/win-approval'),
    call<OrderTermination>('GET', '/settings/order-termination'),
  ])
  return { win, termination }
}

export const useDealTerms = () => useQuery({ queryKey: dealTermsKey, queryFn: readDealTerms })

export const setWinApproval = (body: WinApproval) => call<WinApproval>('PUT', '/settings/win-approval', { body })

export const setOrderTermination = (body: OrderTermination) =>
  call<OrderTermination>('PUT', '/settings/order-termination', { body })
