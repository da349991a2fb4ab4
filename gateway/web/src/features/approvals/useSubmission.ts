import { useDebounceFn } from '@vueuse/core'
import { computed, reactive, ref, watch } from 'vue'
import { filledValues, valuesFor, type FieldValues } from '@/shared/fields/rules'
import { foreseeApproval, submitApproval } from './api'
import type { WayForeseen } from './model'
import { useTemplate, useTemplates } from './queries'
import { draftOf } from './rules'

const PAUSE_MS = 400

/** A form being filled in: which one, its questions, and where it would go as far as it is known. */
export function useSubmission(customerId: () => string | null) {
  const { data: templates, error, refetch } = useTemplates()
  const usable = computed(() => (templates.value ?? []).filter((each) => each.by_hand && each.enabled && each.published))
  const form = reactive({ template_id: '', values: {} as FieldValues, chosen: {} as Record<string, string[]> })
  const { data: template } = useTemplate(() => form.template_id || undefined)
  const questions = computed(() => (template.value?.id === form.template_id ? template.value.fields : []))
  const foreseen = ref<WayForeseen>()

  const foresee = useDebounceFn(async () => {
    const asked = form.template_id
    if (!asked) return
    const body = { template_id: asked, fields: filledValues(form.values), chosen: {} }
    const way = await foreseeApproval(body).catch(() => undefined)
    if (asked === form.template_id) foreseen.value = way
  }, PAUSE_MS)

  watch(questions, (asked) => (form.values = valuesFor(asked, form.values)))
  watch(
    () => form.template_id,
    () => {
      form.values = {}
      form.chosen = {}
      foreseen.value = undefined
    },
  )
  watch(() => [form.template_id, form.values], foresee, { deep: true })

  const blank = () => Object.assign(form, { template_id: '', values: {}, chosen: {} })
  const send = () =>
    submitApproval(draftOf(form.template_id, questions.value, filledValues(form.values), form.chosen, customerId()))

  return { templates, usable, error, refetch, form, questions, foreseen, blank, send }
}
