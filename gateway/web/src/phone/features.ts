import type { RouteRecordRaw } from 'vue-router'

/** One line of "all apps" on the workbench. */
export interface AppEntry {
  to: string
  /** Key of its text: `customers.title`. */
  label: string
  /** Name of a Vant icon. */
  icon: string
  colour: string
  order: number
  needs?: string
  may?: string
}

/** What a page folder adds to the shell; routes with `meta.tab` stand above the tab bar. */
export interface PhoneFeature {
  routes: RouteRecordRaw[]
  apps?: AppEntry[]
}

const files = import.meta.glob<PhoneFeature>('./pages/*/routes.ts', { eager: true })

export const features = Object.values(files)
