import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ChartOption } from '@/shared/charts/option'
import { useChartColours } from '@/shared/charts/useChartColours'
import { formatCount } from '@/shared/formats/counts'
import { useFormats } from '@/shared/formats/useFormats'
import type { MonthOfOrders } from './model'

const TEN_THOUSAND = 10_000

/** Orders of the year month by month: their number as bars, their amount as a line (W4). */
export function useOrdersChart(orders: Ref<MonthOfOrders[] | null | undefined>) {
  const { t } = useI18n()
  const { money } = useFormats()
  const colours = useChartColours()
  const months = computed(() => orders.value ?? [])
  const points = computed(() => months.value.map(({ month }) => t('workbench.month', { n: Number(month.slice(5)) })))
  const series = computed(() => [
    { name: t('workbench.orderNumber'), values: months.value.map(({ number }) => formatCount(number)) },
    { name: t('workbench.orderAmount'), values: months.value.map(({ amount }) => money(amount)) },
  ])
  const option = computed<ChartOption>(() => {
    const { first, second, line, text } = colours.value
    const axis = { type: 'value' as const, axisLabel: { color: text }, splitLine: { lineStyle: { color: line } } }
    return {
      grid: { left: 4, right: 4, top: 36, bottom: 4, containLabel: true },
      legend: { right: 4, top: 0, itemWidth: 14, itemHeight: 10, textStyle: { color: text } },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
      xAxis: {
        type: 'category',
        data: points.value,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: line } },
        axisLabel: { color: text },
      },
      yAxis: [{ ...axis, minInterval: 1 }, { ...axis, splitLine: { show: false } }],
      series: [
        {
          type: 'bar',
          name: t('workbench.orderNumber'),
          data: months.value.map(({ number }) => number),
          barMaxWidth: 22,
          itemStyle: { color: first, borderRadius: [4, 4, 0, 0] },
        },
        {
          type: 'line',
          name: t('workbench.orderAmountUnit'),
          yAxisIndex: 1,
          smooth: true,
          // Drawn, not counted: the figures themselves are read from the table.
          data: months.value.map(({ amount }) => Number(amount) / TEN_THOUSAND),
          itemStyle: { color: second },
        },
      ],
    }
  })
  return { option, points, series }
}
