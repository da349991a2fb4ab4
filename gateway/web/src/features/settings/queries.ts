import { useQuery } from '@tanstack/vue-query'
import * as server from './api'

export const usePoolRules = () => useQuery({ queryKey: ['pool-rules'], queryFn: server.listPoolRules })

export const usePoolLimits = () => useQuery({ queryKey: ['pool-limits'], queryFn: server.getPoolLimits })
