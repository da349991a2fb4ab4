import type { BarSeriesOption, FunnelSeriesOption, LineSeriesOption, PieSeriesOption } from 'echarts/charts'
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'

/** What a chart of the client may show; other series are not loaded. */
export type ChartOption = Omit<
  ComposeOption<
    | BarSeriesOption
    | LineSeriesOption
    | PieSeriesOption
    | FunnelSeriesOption
    | GridComponentOption
    | LegendComponentOption
    | TooltipComponentOption
  >,
  'tooltip'
> & { tooltip?: TooltipComponentOption }
