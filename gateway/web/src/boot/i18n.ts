import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { createI18n } from 'vue-i18n'
import type { Language } from '@/shared/stores/ui'
import zhCN from '@/locales/zh-CN'

type Messages = typeof zhCN

const lazy: Record<Exclude<Language, 'zh-CN'>, () => Promise<{ default: object }>> = {
  en: () => import('@/locales/en'),
}

export const i18n = createI18n({
  legacy: false as const,
  locale: 'zh-CN' as string,
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCN } as Record<string, Messages>,
})

/** Shows everything in another language, fetching its texts first. */
export async function speak(language: Language) {
  if (language !== 'zh-CN' && !i18n.global.availableLocales.includes(language)) {
    i18n.global.setLocaleMessage(language, (await lazy[language]()).default as Messages)
  }
  i18n.global.locale.value = language
  dayjs.locale(language === 'zh-CN' ? 'zh-cn' : 'en')
  document.documentElement.lang = language
}
