import { describe, expect, it } from 'vitest'
import { detailOf, placeOf, remembered } from '@/features/search/rules'
import type { Found } from '@/features/search/model'
import { marked } from '@/shared/formats/marked'

const found = (given: Partial<Found>): Found => ({
  id: '7',
  name: '友趣',
  phone: null,
  company: null,
  state: null,
  in_pool: false,
  owner: null,
  customer: null,
  ...given,
})

describe('what a search found', () => {
  it('opens where its kind lives, a contact at its customer', () => {
    expect(placeOf('order', found({}))).toBe('/orders/7')
    expect(placeOf('contact', found({ customer: { id: '3', name: '友趣' } }))).toBe('/customers/3?tab=contacts')
  })

  it('is told apart by what is known of it', () => {
    expect(detailOf(found({ phone: '139', owner: { id: '1', name: '宋肖肖' } }))).toBe('139 · 宋肖肖')
    expect(detailOf(found({}))).toBe('')
  })

  it('has the words marked in its name, taken literally', () => {
    expect(marked('友趣ABC科技', 'abc')).toEqual([
      { text: '友趣', hit: false },
      { text: 'ABC', hit: true },
      { text: '科技', hit: false },
    ])
    expect(marked('友趣 (1)', '(1)').at(-1)).toEqual({ text: '(1)', hit: true })
    expect(marked('友趣', '')).toEqual([{ text: '友趣', hit: false }])
  })
})

describe('recent searches', () => {
  it('come each once, the last first, eight at most', () => {
    expect(remembered(['a', 'b'], 'b')).toEqual(['b', 'a'])
    expect(remembered([...'abcdefgh'], 'z')).toHaveLength(8)
  })
})
