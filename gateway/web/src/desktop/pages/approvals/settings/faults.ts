import { computed, inject, ref, type InjectionKey, type Ref } from 'vue'
import { faultsAt } from '@/features/approvals/rules'

/** What the server found wrong in a draft, by place: `flows.0.steps.1.approvers`. */
export const faultsKey: InjectionKey<Ref<Record<string, string[]>>> = Symbol('faults')

/** The mistakes at a place of the draft, or only exactly there. */
export function useFaults(place: () => string, exactly = false) {
  const all = inject(faultsKey, ref<Record<string, string[]>>({}))
  return computed(() => (exactly ? (all.value[place()] ?? []) : faultsAt(all.value, place())))
}
