import { computed } from 'vue'
import { useUi } from '../stores/ui'

/** Colours of charts in both themes; the first series takes `first`. */
export function useChartColours() {
  const ui = useUi()
  return computed(() =>
    ui.dark
      ? { first: '#5f8dff', second: '#f0b25a', third: '#5fcf96', line: '#2a3648', text: '#94a3b8' }
      : { first: '#3f72ec', second: '#d98410', third: '#1f9d61', line: '#e4e8ef', text: '#5a677c' },
  )
}

const LIGHT = ['#3f72ec', '#d98410', '#1f9d61', '#8a5cd6', '#c2417c', '#0f8ea6', '#7a8699', '#a3752b']
const DARK = ['#5f8dff', '#f0b25a', '#5fcf96', '#b394f0', '#ee86b3', '#5cc7dc', '#9aa9c0', '#d4b072']

/** Colours of many series side by side. */
export function useSeriesColours() {
  const ui = useUi()
  return computed(() => (ui.dark ? DARK : LIGHT))
}
