import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import * as server from './api'

export const usePoolRules = () => useQuery({ queryKey: ['pool-rules'], queryFn: server.listPoolRules })

export const usePoolLimits = () => useQuery({ queryKey: ['pool-limits'], queryFn: server.getPoolLimits })

/** What a rule does and would have done; asked for when somebody wants to see it. */
export const useRuleEffect = (id: MaybeRefOrGetter<string | undefined>) =>
  useQuery({
    queryKey: computed(() => ['pool-rules', 'effect', toValue(id)]),
    queryFn: () => server.readRuleEffect(toValue(id)!),
    enabled: computed(() => Boolean(toValue(id))),
  })
