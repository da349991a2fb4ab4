import 'element-plus/es/components/message-box/style/css'
import { ElMessageBox } from 'element-plus/es/components/message-box/index'
import { useI18n } from 'vue-i18n'

export interface Question {
  /** What will be done, as a verb: `删除`. */
  action: string
  /** To how many, and what they are called: `3 个客户`. */
  count: number
  noun: string
  /** What follows from it. */
  hint?: string
  danger?: boolean
}

/** Asks before something is done that cannot easily be undone, naming the count. */
export function useConfirm() {
  const { t } = useI18n()

  return async function confirm(question: Question): Promise<boolean> {
    const { action, count, noun, hint, danger = true } = question
    const sentence = t('common.confirmBulk', { action, n: count, noun })
    const answer = await ElMessageBox.confirm(hint ? `${sentence} ${hint}` : sentence, action, {
      type: danger ? 'warning' : 'info',
      confirmButtonText: action,
      cancelButtonText: t('common.cancel'),
      confirmButtonType: danger ? 'danger' : 'primary',
    }).catch(() => 'cancel')
    return answer === 'confirm'
  }
}
