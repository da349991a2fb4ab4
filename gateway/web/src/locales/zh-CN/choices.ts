export default {
  hint: '拖动左侧手柄，或选中手柄按 ↑ ↓ 调整顺序；双击名称改名；停用后不能再选，已用的保留。',
  empty: '还没有选项',
  emptyHint: '在下面填写名称添加第一个',
  new: '新选项的名称',
  add: '添加',
  off: '已停用',
  move: '移动“{name}”，第 {place} 项，共 {of} 项',
  rename: '改名：{name}',
  delete: '删除：{name}',
  switch: '启用：{name}',
  deleted: '已删除“{name}”',
}
