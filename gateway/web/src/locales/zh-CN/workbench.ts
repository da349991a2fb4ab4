export default {
  title: '工作台',
  morning: '上午好，{name}',
  afternoon: '下午好，{name}',
  evening: '晚上好，{name}',
}
