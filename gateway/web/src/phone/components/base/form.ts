import type { InjectionKey, Ref } from 'vue'

/** The errors the server found, by field; FormPage provides them to its FormCells. */
export const fieldErrorsKey: InjectionKey<Ref<Record<string, string[]>>> = Symbol('field errors')
