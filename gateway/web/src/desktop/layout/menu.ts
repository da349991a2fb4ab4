import { DataAnalysis, Files, OfficeBuilding, Setting, Share, User } from '@element-plus/icons-vue'
import type { Component } from 'vue'
import { isOpenTo } from '@/boot/guard'
import { features, type MenuEntry, type MenuGroup } from '../features'

export interface MenuSection {
  key: string
  label: string
  icon?: Component
  /** An entry of its own, without a group. */
  entry?: MenuEntry
  entries: MenuEntry[]
}

type Rights = Parameters<typeof isOpenTo>[1]

const GROUPS: Record<MenuGroup, { icon: Component; order: number }> = {
  crm: { icon: User, order: 100 },
  flow: { icon: Share, order: 200 },
  office: { icon: Files, order: 300 },
  reports: { icon: DataAnalysis, order: 400 },
  settings: { icon: Setting, order: 800 },
  organization: { icon: OfficeBuilding, order: 900 },
}

/** The side menu of one person: only what the permissions let them open. */
export function menuFor(rights: Rights, entries = features.flatMap((feature) => feature.menu ?? [])): MenuSection[] {
  const open = entries
    .filter((entry) => isOpenTo(entry, rights))
    .sort((one, other) => one.order - other.order)
  const groups = (Object.keys(GROUPS) as MenuGroup[])
    .map((group) => ({
      order: GROUPS[group].order,
      key: group,
      label: `common.group.${group}`,
      icon: GROUPS[group].icon,
      entries: open.filter((entry) => entry.group === group),
    }))
    .filter((section) => section.entries.length)
  const alone = open
    .filter((entry) => !entry.group)
    .map((entry) => ({ order: entry.order, key: entry.to, label: entry.label, icon: entry.icon, entry, entries: [] }))
  return [...alone, ...groups].sort((one, other) => one.order - other.order)
}

/** The line of the menu an address belongs to: the longest beginning, so `/customers/7` belongs to `/customers`. */
export function entryOf(path: string, sections: MenuSection[]): MenuEntry | undefined {
  return sections
    .flatMap((section) => section.entry ?? section.entries)
    .filter(({ to }) => path === to || path.startsWith(to === '/' ? '//' : `${to}/`))
    .sort((one, other) => other.to.length - one.to.length)[0]
}
