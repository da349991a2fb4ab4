import type { InjectionKey, Ref } from 'vue'

/** The errors the server found, by field; FormDialog provides them to its FormFields. */
export const fieldErrorsKey: InjectionKey<Ref<Record<string, string[]>>> = Symbol('field errors')
