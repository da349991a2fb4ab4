export default {
  title: '附件',
  noun: '个附件',
  add: '添加附件',
  none: '还没有附件',
  hint: '最多 10 个文件，每个不超过 100 MB，可以拖到这里',
  look: '预览 {name}',
  save: '下载 {name}',
  remove: '删除附件 {name}',
}
