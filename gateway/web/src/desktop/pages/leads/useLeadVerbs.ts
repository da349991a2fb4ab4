import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { bulkLeads } from '@/features/leads/api'
import type { BulkAnswer, LeadTarget, LeadVerb } from '@/features/leads/model'
import { useRenewLeads } from '@/features/leads/queries'
import { useKeptJobs } from '@/shared/live/useKeptJobs'
import { useConfirm } from '../../components/base/useConfirm'
import { useNotice } from '../../components/base/useNotice'

const TOLD: Record<LeadVerb, string> = { transfer: 'leads.transferred', 'set-status': 'leads.statusSet', delete: 'leads.deleted' }
const NAMED: Record<LeadVerb, string> = { transfer: 'leads.transfer', 'set-status': 'leads.setStatus', delete: 'common.delete' }

/** Carries out what the list and the drawer offer: asks, does it, tells what was done and refused. */
export function useLeadVerbs(onDone: () => unknown) {
  const { t } = useI18n()
  const confirm = useConfirm()
  const notice = useNotice()
  const renew = useRenewLeads()
  const { keep } = useKeptJobs()
  /** A verb that waits for its details. */
  const asking = ref<{ verb: Exclude<LeadVerb, 'delete'>; target: LeadTarget } | null>(null)
  const answer = ref<BulkAnswer | null>(null)

  async function ask(verb: LeadVerb, target: LeadTarget, count: number) {
    if (verb !== 'delete') {
      asking.value = { verb, target }
      return
    }
    const question = { action: t('common.delete'), count, noun: t('leads.noun'), hint: t('leads.deleteHint') }
    if (await confirm(question)) await carryOut(verb, target).catch(notice.failed)
  }

  async function carryOut(verb: LeadVerb, target: LeadTarget, details: Record<string, unknown> = {}) {
    const told = await bulkLeads(verb, target, details)
    if ('status' in told) keep({ id: told.id, label: t('leads.jobOf', { verb: t(NAMED[verb]) }) })
    else if (told.refused.length) answer.value = told
    else notice.done(t(TOLD[verb], { n: told.done }))
    onDone()
    await renew()
  }

  return { asking, answer, ask, carryOut }
}
