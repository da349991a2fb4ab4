import type { FunctionScope, Permission, Role, RoleDraft, ScopeKind } from './model'

/** One line of the matrix: a function, whether it is switched on, and how far it shows. */
export interface FunctionLine {
  key: string
  name: string
  on: boolean
  kind: ScopeKind
  chosen: ChosenDepartment[]
}

export interface ChosenDepartment {
  id: string
  below: boolean
}

/** The matrix of a role over all functions there are. */
export const linesOf = (role: Pick<Role, 'functions'>, functions: Permission[]): FunctionLine[] =>
  functions.map(({ key, name }) => {
    const scope = role.functions[key]
    return { key, name, on: scope !== undefined, kind: scope?.kind ?? 'self', chosen: chosenOf(scope) }
  })

function chosenOf(scope: FunctionScope | undefined): ChosenDepartment[] {
  const alone = (scope?.department_ids ?? []).map((id) => ({ id, below: false }))
  const wide = (scope?.below_ids ?? []).map((id) => ({ id, below: true }))
  return [...wide, ...alone]
}

/** The role as it is sent: only what is switched on, departments only where they are chosen. */
export function draftOf(name: string, lines: FunctionLine[], actions: string[]): RoleDraft {
  const functions = lines.filter(({ on }) => on).map((line) => [line.key, scopeOf(line)])
  return { name: name.trim(), functions: Object.fromEntries(functions) as RoleDraft['functions'], actions }
}

function scopeOf({ kind, chosen }: FunctionLine): FunctionScope {
  if (kind !== 'departments') return { kind }
  const idsOf = (below: boolean) => chosen.filter((one) => one.below === below).map(({ id }) => id)
  return { kind, department_ids: idsOf(false), below_ids: idsOf(true) }
}

/** Functions for which departments are to be chosen, and none is. */
export const unchosen = (lines: FunctionLine[]) =>
  lines.filter((line) => line.on && line.kind === 'departments' && !line.chosen.length)

/** Whether two drafts say the same, in whatever order. */
export const sameDraft = (one: RoleDraft, other: RoleDraft) => fingerprint(one) === fingerprint(other)

const fingerprint = ({ name, functions, actions }: RoleDraft) =>
  JSON.stringify([
    name,
    Object.keys(functions)
      .sort()
      .map((key) => {
        const { kind, department_ids = [], below_ids = [] } = functions[key]!
        return [key, kind, [...department_ids].sort(), [...below_ids].sort()]
      }),
    [...actions].sort(),
  ])
