import { computed, type Ref } from 'vue'
import type { ChartOption } from '@/shared/charts/option'
import { useChartColours, useSeriesColours } from '@/shared/charts/useChartColours'
import { formatCount } from '@/shared/formats/counts'
import type { Figures } from './cells'

const WIDEST = 36
const NARROWER = 22

/** The rows of a report side by side, and the same as texts. */
export function useReportChart(figures: Ref<Figures | null>) {
  const colours = useChartColours()
  const palette = useSeriesColours()
  const shown = computed<Figures>(() => figures.value ?? { people: [], series: [], stacked: false })
  const series = computed(() => shown.value.series.map(({ name, values }) => ({ name, values: values.map(formatCount) })))

  const option = computed<ChartOption>(() => {
    const { text, line } = colours.value
    const { stacked } = shown.value
    return {
      color: palette.value,
      grid: { left: 8, right: 8, top: 40, bottom: 4, containLabel: true },
      legend: { right: 8, top: 6, itemWidth: 14, itemHeight: 10, textStyle: { color: text } },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
      xAxis: {
        type: 'category',
        data: shown.value.people,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: line } },
        axisLabel: { color: text },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        axisLabel: { color: text },
        splitLine: { lineStyle: { color: line } },
      },
      series: shown.value.series.map(({ name, values }) => ({
        type: 'bar' as const,
        name,
        data: values,
        stack: stacked ? 'all' : undefined,
        barMaxWidth: stacked ? WIDEST : NARROWER,
        itemStyle: { borderRadius: stacked ? 0 : [4, 4, 0, 0] },
      })),
    }
  })
  return { option, series }
}
