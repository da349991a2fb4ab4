import { useI18n } from 'vue-i18n'
import { useFormats } from '@/shared/formats/useFormats'

interface Figures {
  number: number
  amount: string
}

/** A target in words: its amount and its number, or a dash where none was set; `parts` for those who set them below each other. */
export function useFigures() {
  const { t } = useI18n()
  const { money } = useFormats()
  const parts = ({ number, amount }: Figures) => {
    const said = [amount === '0.00' ? '' : money(amount), number ? t('targets.count', { n: number }) : ''].filter(Boolean)
    return said.length ? said : ['–']
  }
  const shown = (figures: Figures) => parts(figures).join(' · ')
  return { parts, shown }
}
