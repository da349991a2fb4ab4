import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { listDevices } from './api'

const DEVICES = ['account', 'devices']

export const useDevices = () => useQuery({ queryKey: DEVICES, queryFn: listDevices })

export function useRenewDevices() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: DEVICES })
}
