import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { moveOpportunity } from '@/features/opportunities/api'
import type { Opportunity, Stage } from '@/features/opportunities/model'
import { useRenewOpportunities } from '@/features/opportunities/queries'
import { isPending } from '@/features/opportunities/rules'
import { useNotice } from '../../components/base/useNotice'

/** A loss that waits for its reason in the LossDialog. */
export interface Losing {
  card: Opportunity
  stage: Pick<Stage, 'id' | 'name'>
}

/** Moves opportunities between stages: a loss asks why first, what is refused is told and shown where it was. */
export function useMoving() {
  const { t } = useI18n()
  const notice = useNotice()
  const renew = useRenewOpportunities()
  const losing = ref<Losing | null>(null)

  async function move(card: Opportunity, stage: Stage) {
    if (stage.id === card.stage.id) return
    if (stage.outcome === 'lost') {
      losing.value = { card, stage }
      return
    }
    try {
      tell(await moveOpportunity(card.id, stage.id))
    } catch (failure) {
      notice.failed(failure)
    }
    await renew()
  }

  /** @throws ApiError the reason is wrong */
  async function lose(reasonId: string) {
    const { card, stage } = losing.value!
    tell(await moveOpportunity(card.id, stage.id, reasonId))
    await renew()
  }

  function tell({ title, stage, approval }: Opportunity) {
    notice.done(isPending(approval) ? t('opportunities.submitted', { title }) : t('opportunities.moved', { title, stage: stage.name }))
  }

  return { losing, move, lose }
}
