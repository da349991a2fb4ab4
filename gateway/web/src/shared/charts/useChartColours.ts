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
