/** What a status means, beside its colour: every shell draws the same five. */
export type Tone = 'primary' | 'success' | 'warning' | 'danger' | 'info'
