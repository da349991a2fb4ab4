export interface Choice {
  value: string
  label: string
}

/** One filter of a list; `key` is the parameter of the request and of the address. */
export type FilterField =
  | { kind: 'chips'; key: string; label: string; choices: Choice[]; several?: boolean }
  | { kind: 'select'; key: string; label: string; choices: Choice[]; several?: boolean }
  | { kind: 'tree'; key: string; label: string; nodes: TreeNode[]; several?: boolean }
  /** A range of dates, kept in `<key>_from` and `<key>_to`. */
  | { kind: 'dates'; key: string; label: string }

export interface TreeNode {
  value: string
  label: string
  children?: TreeNode[]
}
