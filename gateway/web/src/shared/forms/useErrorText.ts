import { useI18n } from 'vue-i18n'
import { ApiError, Offline } from '@/api/client'

/** A failure as a sentence for the user. */
export function useErrorText() {
  const { t } = useI18n()
  return (error: unknown): string => {
    if (error instanceof ApiError) return error.detail
    return error instanceof Offline ? t('common.offline') : t('common.failed')
  }
}
