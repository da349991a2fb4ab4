/** The object without some of its parts. */
export function without<From extends object, Key extends keyof From>(from: From, ...keys: Key[]): Omit<From, Key> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key as Key))) as Omit<From, Key>
}
