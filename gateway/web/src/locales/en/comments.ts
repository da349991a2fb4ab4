export default {
  title: 'Comments',
  count: 'Comments {n}',
  write: 'Write a comment…',
  send: 'Send',
  none: 'No comments yet',
  more: 'More comments',
}
