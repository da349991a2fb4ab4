import { usePreferredDark, useStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, watchEffect } from 'vue'

export type Theme = 'light' | 'dark' | 'auto'
export type Language = 'zh-CN' | 'en'

export const THEMES: Theme[] = ['light', 'dark', 'auto']

/** How the client looks on this device. */
export const useUi = defineStore('ui', () => {
  const theme = useStorage<Theme>('kuaiqi.theme', 'auto')
  const language = useStorage<Language>('kuaiqi.language', 'zh-CN')
  const menuCollapsed = useStorage('kuaiqi.menu-collapsed', false)
  const preferredDark = usePreferredDark()
  const dark = computed(() => theme.value === 'dark' || (theme.value === 'auto' && preferredDark.value))

  watchEffect(() => document.documentElement.classList.toggle('dark', dark.value))

  function toggleDark() {
    theme.value = dark.value ? 'light' : 'dark'
  }

  function toggleLanguage() {
    language.value = language.value === 'en' ? 'zh-CN' : 'en'
  }

  return { theme, language, menuCollapsed, dark, toggleDark, toggleLanguage }
})
