export default {
  hint: 'Drag the handle, or focus it and press ↑ ↓, to change the order; double-click a name to rename it. What is switched off can no longer be chosen, and stays where it is used.',
  empty: 'No choice yet',
  emptyHint: 'Type a name below and add the first one',
  new: 'Name of a new choice',
  add: 'Add',
  off: 'Off',
  move: 'Move “{name}”, {place} of {of}',
  rename: 'Rename: {name}',
  delete: 'Delete: {name}',
  switch: 'Switch on: {name}',
  deleted: 'Deleted “{name}”',
}
