/** Every `<feature>.ts` beside this file, under its own name: `t('customers.title')`. */
const files = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./index.ts'], { eager: true, import: 'default' })

export default Object.fromEntries(
  Object.entries(files).map(([path, messages]) => [path.slice('./'.length, -'.ts'.length), messages]),
)
