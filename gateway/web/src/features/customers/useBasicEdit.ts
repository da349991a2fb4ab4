import { computed, reactive, ref } from 'vue'
import { ApiError } from '@/api/client'
import { changeCustomer, getCustomer } from './api'
import type { WholeCustomer } from './model'
import { useRenewCustomers } from './queries'
import { basicData, changedFields, conflicts, merged, valueOf, withValue, type BasicField } from './rules'
import { useSubmit } from '@/shared/forms/useSubmit'

const CONFLICT = 409

/**
 * Edits basic data in place. When another saved first, the form takes over what the other changed elsewhere,
 * keeps what was typed here, and asks field by field where both changed the same.
 */
export function useBasicEdit(customer: () => WholeCustomer) {
  const renew = useRenewCustomers()
  const { busy, fieldErrors, problem, submit, clear } = useSubmit()
  const editing = ref(false)
  const form = reactive(basicData())
  /** What the form was filled from. */
  const read = ref(customer())
  const theirs = ref<WholeCustomer | null>(null)
  const disputed = ref<BasicField[]>([])
  const changed = computed(() => changedFields(basicData(read.value), form))
  const dirty = computed(() => Object.keys(changed.value).length > 0)

  function edit() {
    read.value = customer()
    Object.assign(form, basicData(read.value))
    settle()
    editing.value = true
  }

  async function save() {
    if (!dirty.value) {
      editing.value = false
      return
    }
    if (!(await submit(send))) return
    editing.value = false
    await renew()
  }

  async function send() {
    try {
      await changeCustomer(read.value.id, { version: read.value.version, ...changed.value })
    } catch (error) {
      if (error instanceof ApiError && error.status === CONFLICT) await reconcile()
      throw error
    }
  }

  async function reconcile() {
    const newest = await getCustomer(read.value.id)
    const [before, now] = [basicData(read.value), basicData(newest)]
    disputed.value = conflicts(before, form, now)
    Object.assign(form, merged(before, form, now))
    theirs.value = newest
    read.value = newest
  }

  /** Gives one field up in favour of what the other wrote. */
  function takeTheirs(field: BasicField) {
    Object.assign(form, withValue(form, field, valueOf(basicData(theirs.value ?? undefined), field)))
    disputed.value = disputed.value.filter((each) => each !== field)
  }

  function settle() {
    theirs.value = null
    disputed.value = []
    clear()
  }

  function cancel() {
    editing.value = false
    settle()
  }

  return { form, editing, busy, fieldErrors, problem, theirs, disputed, dirty, edit, save, cancel, takeTheirs }
}
