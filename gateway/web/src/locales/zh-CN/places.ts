export default {
  position: '位置',
  locate: '定位',
  again: '重新定位',
  locating: '正在定位…',
  refused: '没有定位权限，请在浏览器设置中允许',
  unavailable: '暂时无法定位',
  accuracy: '精度 {n} 米',
  address: '地址',
  addressHint: '可补充楼层、门牌等',
  distance: '距客户 {distance}',
  distanceUnknown: '客户没有位置',
}
