import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'

export type MenuGroup = 'crm' | 'flow' | 'office' | 'reports' | 'settings' | 'organization'

/** One line of the side menu. */
export interface MenuEntry {
  /** The address it opens. */
  to: string
  /** Key of its text: `customers.title`. */
  label: string
  /** Entries of a group stand below the group's title; without one it stands by itself, with an icon. */
  group?: MenuGroup
  icon?: Component
  /** Lower stands higher; steps of ten. */
  order: number
  /** Shown to those who see this function. */
  needs?: string
  /** Shown to those who hold this action permission. */
  may?: string
  /** Shown to the company's administrators. */
  administrators?: boolean
}

/** What a page folder adds to the shell. */
export interface DesktopFeature {
  routes: RouteRecordRaw[]
  menu?: MenuEntry[]
}

const files = import.meta.glob<DesktopFeature>('./pages/*/routes.ts', { eager: true })

export const features = Object.values(files)
