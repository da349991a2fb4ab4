import type { OverlayProps } from 'vant'

/** Sheets close by a button that has a name; the shade behind them is no second, nameless one. */
export const SHADE = { role: undefined, tabindex: undefined } as object as Partial<OverlayProps>
