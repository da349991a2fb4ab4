import { describe, expect, it } from 'vitest'
import en from '@/locales/en'
import zhCN from '@/locales/zh-CN'

/** Every key of a tree of texts, with the places it has for values. */
function texts(tree: unknown, path = ''): string[] {
  if (typeof tree === 'string') return [`${path} ${(tree.match(/\{\w+\}/g) ?? []).sort().join()}`]
  return Object.entries(tree as object).flatMap(([key, below]) => texts(below, path ? `${path}.${key}` : key))
}

describe('English', () => {
  it('has a text for every Chinese one, with the same values', () => {
    expect(texts(en).sort()).toEqual(texts(zhCN).sort())
  })
})
