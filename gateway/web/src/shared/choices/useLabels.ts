import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useChoices } from './useChoices'

type Stage = 'developing' | 'signed'

/**
 * Statuses and tags of customers (S4): a customer has a status of its stage; a signed one keeps its development tags
 * beside the signing tags. `statuses` and `tags` are those to choose from, `allStatuses` also those switched off.
 */
export function useLabels(stage: MaybeRefOrGetter<Stage | undefined>, wanted: MaybeRefOrGetter<boolean> = true) {
  const signed = () => toValue(wanted) && toValue(stage) === 'signed'
  const ofDeveloping = useChoices('customer-statuses', () => toValue(wanted) && !signed())
  const ofSigned = useChoices('signed-statuses', signed)
  const developmentTags = useChoices('customer-tags', wanted)
  const signingTags = useChoices('signed-tags', signed)

  const of = computed(() => (signed() ? ofSigned : ofDeveloping))
  const statuses = computed(() => of.value.options.value)
  const allStatuses = computed(() => of.value.all.value)
  const joined = <Of>(development: Of[], signing: Of[]) => (signed() ? [...development, ...signing] : development)
  const tags = computed(() => joined(developmentTags.options.value, signingTags.options.value))
  const allTags = computed(() => joined(developmentTags.all.value, signingTags.all.value))
  return { statuses, allStatuses, tags, allTags, developmentTags: developmentTags.options, signingTags: signingTags.options }
}

/** The statuses of either stage, for lists that hold customers of both. */
export function useStatusesOf(wanted: MaybeRefOrGetter<boolean> = true) {
  const [developing, signed] = [useChoices('customer-statuses', wanted), useChoices('signed-statuses', wanted)]
  return (stage: Stage) => (stage === 'signed' ? signed : developing).all.value
}
