import { useI18n } from 'vue-i18n'
import { useFormats } from '@/shared/formats/useFormats'

/** A target in words: its amount and its number, or a dash where none was set. */
export function useFigures() {
  const { t } = useI18n()
  const { money } = useFormats()
  return (figures: { number: number; amount: string }) =>
    [figures.amount === '0.00' ? '' : money(figures.amount), figures.number ? t('targets.count', { n: figures.number }) : '']
      .filter(Boolean)
      .join(' · ') || '–'
}
