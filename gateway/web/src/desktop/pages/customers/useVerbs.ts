import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { bulkCustomers, getCustomer } from '@/features/customers/api'
import { isJob, type BulkAnswer, type BulkDetails, type BulkTarget, type BulkVerb, type Stage } from '@/features/customers/model'
import { useRenewCustomers } from '@/features/customers/queries'
import { doneIds, undoOf, VERBS } from '@/features/customers/verbs'
import { useKeptJobs } from '@/shared/live/useKeptJobs'
import { useSession } from '@/shared/stores/session'
import { useConfirm } from '../../components/base/useConfirm'
import { useNotice } from '../../components/base/useNotice'

/** What is about to be done, to whom. */
export interface Intent {
  verb: BulkVerb
  target: BulkTarget
  count: number
  /** Names of the customers, as far as they are known. */
  names: Map<string, string>
  /** The stage they are in, which has its own statuses and tags. */
  stage: Stage
}

/** Refused customers that no page showed are asked for by name, up to this many. */
const MOST_NAMES = 20

/** Carries out what lists and the drawer offer: asks, does it, tells what was done and refused, offers to take it back. */
export function useVerbs(onDone: () => unknown = () => undefined) {
  const { t } = useI18n()
  const session = useSession()
  const confirm = useConfirm()
  const notice = useNotice()
  const renew = useRenewCustomers()
  const { keep } = useKeptJobs()

  /** A verb that waits for its details in the VerbDialog. */
  const intent = ref<Intent | null>(null)
  const answer = ref<BulkAnswer | null>(null)
  const names = ref(new Map<string, string>())

  async function ask(wanted: Intent) {
    if (VERBS[wanted.verb].asks) {
      intent.value = wanted
      return
    }
    const agreed = await confirm({
      action: t(`customers.verb.${wanted.verb}`),
      count: wanted.count,
      noun: t('customers.noun'),
      hint: t(`customers.hint.${wanted.verb}`),
      danger: VERBS[wanted.verb].danger ?? false,
    })
    if (agreed) await carryOut(wanted).catch(notice.failed)
  }

  /** @throws ApiError nothing was done, as when a detail is wrong */
  async function carryOut({ verb, target, names: known }: Intent, details: BulkDetails = {}) {
    const told = await bulkCustomers(verb, target, details)
    if (isJob(told)) {
      keep({ id: told.id, label: t('customers.jobOf', { verb: t(`customers.verb.${verb}`) }) })
    } else {
      await tell(verb, target, told, known)
    }
    onDone()
    await renew()
  }

  async function tell(verb: BulkVerb, target: BulkTarget, told: BulkAnswer, known: Map<string, string>) {
    if (told.refused.length) {
      names.value = await namesOf(told, known)
      answer.value = told
      return
    }
    const sentence = t('customers.did', { verb: t(`customers.verb.${verb}`), n: told.done })
    const back = undoOf(verb, session.may)
    if (back && 'ids' in target) notice.undoable(sentence, () => takeBack(back, doneIds(target.ids, told), known))
    else notice.done(sentence)
  }

  async function takeBack(verb: BulkVerb, ids: string[], known: Map<string, string>) {
    try {
      const told = await bulkCustomers(verb, { ids })
      if (isJob(told)) return
      if (told.refused.length) {
        names.value = await namesOf(told, known)
        answer.value = told
      } else {
        notice.done(t('customers.undone', { n: told.done }))
      }
      await renew()
    } catch (error) {
      notice.failed(error)
    }
  }

  return { intent, answer, names, ask, carryOut }
}

async function namesOf(told: BulkAnswer, known: Map<string, string>): Promise<Map<string, string>> {
  const unknown = told.refused.filter(({ id }) => !known.has(id)).slice(0, MOST_NAMES)
  const found = await Promise.all(
    unknown.map(({ id }) =>
      getCustomer(id).then(
        ({ name }) => [id, name] as const,
        () => [id, ''] as const,
      ),
    ),
  )
  return new Map([...known, ...found.filter(([, name]) => name)])
}
