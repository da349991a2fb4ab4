import type { Department } from './model'

/** A department with those below it, in their order. */
export interface Branch {
  value: string
  label: string
  department: Department
  children: Branch[]
}

const byOrder = (one: Department, other: Department) =>
  one.order - other.order || one.name.localeCompare(other.name, 'zh-CN')

/** The tree of a flat list; a department whose parent is not in the list stands at the top. */
export function treeOf(departments: Department[]): Branch[] {
  const known = new Set(departments.map(({ id }) => id))
  const parentOf = (department: Department) =>
    department.parent_id && known.has(department.parent_id) ? department.parent_id : null
  const below = (parent: string | null): Branch[] =>
    departments
      .filter((each) => parentOf(each) === parent)
      .sort(byOrder)
      .map((each) => ({ value: each.id, label: each.name, department: each, children: below(each.id) }))
  return below(null)
}

/** A department and all below it. */
export function withBelow(id: string, departments: Department[]): Set<string> {
  const found = new Set([id])
  for (let grown = true; grown; ) {
    const next = departments.filter((each) => each.parent_id && found.has(each.parent_id) && !found.has(each.id))
    next.forEach((each) => found.add(each.id))
    grown = next.length > 0
  }
  return found
}

/** Where a department may go: anywhere but into itself. */
export function placesFor(id: string | null, departments: Department[]): Branch[] {
  if (!id) return treeOf(departments)
  const own = withBelow(id, departments)
  return treeOf(departments.filter((each) => !own.has(each.id)))
}

/** The names from the top down to a department: `总公司 / 市场中心 / 运营部`. */
export function pathOf(id: string, departments: Department[]): string {
  const names: string[] = []
  const byId = new Map(departments.map((each) => [each.id, each]))
  for (let each = byId.get(id); each && names.length <= departments.length; each = byId.get(each.parent_id ?? ''))
    names.unshift(each.name)
  return names.join(' / ')
}

/** How many work in a department or below it. */
export const headcount = (id: string, departments: Department[]) => {
  const all = withBelow(id, departments)
  return departments.filter((each) => all.has(each.id)).reduce((sum, each) => sum + each.employees, 0)
}

/** Dropped beside a sibling or into a department: the changes of parent and order it takes. */
export function changesOfMove(
  moved: Department,
  target: Department,
  where: 'before' | 'after' | 'inner',
  departments: Department[],
): { id: string; parent_id?: string | null; order: number }[] {
  const parent_id = where === 'inner' ? target.id : target.parent_id
  const siblings = departments.filter((each) => each.parent_id === parent_id && each.id !== moved.id).sort(byOrder)
  const at =
    where === 'inner' ? siblings.length : siblings.findIndex(({ id }) => id === target.id) + (where === 'after' ? 1 : 0)
  siblings.splice(at, 0, moved)
  return siblings
    .map((each, order) => ({ id: each.id, parent_id, order, known: each }))
    .filter(({ known, order }) => known.id === moved.id || known.order !== order)
    .map(({ id, order }) => (id === moved.id ? { id, parent_id, order } : { id, order }))
}
