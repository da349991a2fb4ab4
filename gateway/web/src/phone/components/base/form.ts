import type { InjectionKey, Ref } from 'vue'

/** The errors the server found, by field; FormPage provides them to its fields. */
export const fieldErrorsKey: InjectionKey<Readonly<Ref<Record<string, string[]>>>> = Symbol('field errors')

/** How a form is saved that does not leave it to its page. */
export interface OwnSubmit {
  busy: boolean
  fieldErrors: Record<string, string[]>
  problem: string
  save: () => Promise<unknown>
}
