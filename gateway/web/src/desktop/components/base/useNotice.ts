import 'element-plus/es/components/message/style/css'
import { ElMessage } from 'element-plus/es/components/message/index'
import { useErrorText } from '@/shared/forms/useErrorText'

/** Short notices at the top of the page: `notice.done(t('...'))`, `notice.failed(error)`. */
export function useNotice() {
  const errorText = useErrorText()
  return {
    done: (message: string) => ElMessage({ type: 'success', message }),
    failed: (error: unknown) => ElMessage({ type: 'error', message: errorText(error), showClose: true }),
  }
}
