import { computed, ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { copyOrder, deleteOrder, submitOrder } from '@/features/orders/api'
import type { OrderRight, WholeOrder } from '@/features/orders/model'
import { useRenewOrders } from '@/features/orders/queries'
import { useSession } from '@/shared/stores/session'
import { useConfirm } from '../../components/base/useConfirm'
import { useNotice } from '../../components/base/useNotice'

/** What waits for its details in a dialog. */
export type Dialog = 'edit' | 'terminate' | 'change_owner' | 'collect' | 'plan'

const DIALOGS: readonly string[] = ['edit', 'terminate', 'change_owner', 'collect', 'plan']
const IN_FRONT: OrderRight[] = ['submit', 'collect', 'edit']

/** Carries out what one order offers now: asks where it must, does it, and tells the outcome (O3). */
export function useOrderVerbs(order: Ref<WholeOrder | undefined>, done: { copied: (id: string) => void; deleted: () => void }) {
  const { t } = useI18n()
  const session = useSession()
  const confirm = useConfirm()
  const notice = useNotice()
  const renew = useRenewOrders()
  const dialog = ref<Dialog | null>(null)

  const verbs = computed(() => {
    const { may = [], owner } = order.value ?? {}
    // Only the owner of the customer can have it copied, and that is mostly the order's own.
    return may.filter((verb) => verb !== 'copy' || owner?.id === session.me?.employee.id)
  })
  const inFront = computed(() => IN_FRONT.filter((verb) => verbs.value.includes(verb)))
  const inMenu = computed(() =>
    verbs.value
      .filter((verb) => !inFront.value.includes(verb))
      .map((key) => ({ key, label: t(`orders.verb.${key}`), danger: key === 'delete' || key === 'terminate' })),
  )

  async function act(verb: string) {
    const one = order.value
    if (!one) return
    if (DIALOGS.includes(verb)) dialog.value = verb as Dialog
    else if (verb === 'submit') await submit(one)
    else if (verb === 'copy') await attempt(async () => done.copied((await copyOrder(one.id)).id), t('orders.copied'))
    else if (verb === 'delete') await remove(one)
  }

  async function submit(one: WholeOrder) {
    const question = { action: t('orders.verb.submit'), count: 1, noun: t('orders.noun'), hint: t('orders.submitHint'), danger: false }
    if (await confirm(question)) await attempt(() => submitOrder(one.id), t('orders.submitted'))
  }

  async function remove(one: WholeOrder) {
    const question = { action: t('common.delete'), count: 1, noun: t('orders.noun'), hint: t('orders.deleteHint') }
    if (!(await confirm(question))) return
    await attempt(async () => {
      await deleteOrder(one.id)
      done.deleted()
    }, t('orders.deleted', { title: one.title }))
  }

  async function attempt(work: () => Promise<unknown>, sentence: string) {
    try {
      await work()
      notice.done(sentence)
    } catch (failure) {
      notice.failed(failure)
    }
    await renew()
  }

  return { dialog, inFront, inMenu, act }
}
