export default { title: '工作台', morning: '上午好', afternoon: '下午好', evening: '晚上好' }
