export default {
  title: '评论',
  count: '评论 {n}',
  write: '写评论…',
  send: '发送',
  none: '还没有评论',
  more: '更多评论',
}
