import 'element-plus/es/components/message/style/css'
import { ElMessage } from 'element-plus/es/components/message/index'
import { h } from 'vue'
import { useI18n } from 'vue-i18n'
import { useErrorText } from '@/shared/forms/useErrorText'

const UNDO_MS = 10_000

/** Short notices at the top of the page: `notice.done(t('...'))`, `notice.failed(error)`; an undoable one offers to take it back. */
export function useNotice() {
  const { t } = useI18n()
  const errorText = useErrorText()

  function undoable(message: string, undo: () => unknown) {
    const takeBack = () => {
      notice.close()
      undo()
    }
    const button = h('button', { type: 'button', class: 'notice-undo', onClick: takeBack }, t('common.undo'))
    const notice = ElMessage({ type: 'success', message: () => h('span', [message, button]), duration: UNDO_MS, showClose: true })
  }

  return {
    undoable,
    done: (message: string) => ElMessage({ type: 'success', message }),
    refused: (message: string) => ElMessage({ type: 'warning', message, showClose: true }),
    failed: (error: unknown) => ElMessage({ type: 'error', message: errorText(error), showClose: true }),
  }
}
