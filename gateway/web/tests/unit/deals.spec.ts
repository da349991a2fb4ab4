import { describe, expect, it } from 'vitest'
import type { BoardColumn, Opportunity } from '@/features/opportunities/model'
import { isMovable, neighbour, stageTone } from '@/features/opportunities/rules'
import { changeOf, draftOf, emptyLine, formOf, isAmount, lineCents, moneyOf, totalOf } from '@/features/orders/rules'
import { pathOf, treeOf } from '@/features/products/rules'
import { without } from '@/shared/objects'

const line = (price: string, quantity: number, discount = '') => ({ product_id: 'p', price, quantity, discount })

describe('a line of an order', () => {
  it.each([
    ['1200.00', 2, '', '2400.00'],
    ['0.05', 1, '10', '0.05'],
    ['0.15', 1, '50.00', '0.08'],
    ['33.33', 3, '33.33', '66.66'],
    ['100', 1, '100', '0.00'],
  ])('comes to what the server reckons: %s × %i less %s%%', (price, quantity, discount, amount) => {
    expect(moneyOf(lineCents(line(price, quantity, discount))!)).toBe(amount)
  })

  it.each([
    ['', 1, ''],
    ['1.001', 1, ''],
    ['1', 0, ''],
    ['1', 1.5, ''],
    ['1', 1, '101'],
  ])('is not reckoned while it is wrong: %s × %d less %s%%', (price, quantity, discount) => {
    expect(lineCents(line(price, quantity, discount))).toBeNull()
  })

  it('adds up with the others that are filled in', () => {
    expect(totalOf([line('33.33', 3), line('', 1), line('0.01', 1)])).toBe('100.00')
  })
})

describe('an order form', () => {
  it('leaves out lines without a product, and follows the total when no amount was agreed', () => {
    const form = { ...formOf(undefined, 'k'), title: ' 续费 ', lines: [line('1', 1), emptyLine()] }
    expect(draftOf(form)).toEqual({
      customer_id: 'k',
      title: '续费',
      lines: [line('1', 1, '0')],
      deal_amount: null,
      note: null,
    })
    expect(changeOf(form)).not.toHaveProperty('customer_id')
  })

  it('knows an amount', () => {
    expect(['1', '1.5', '1.50'].every(isAmount)).toBe(true)
    expect(['-1', '1.505', '1e3', ''].some(isAmount)).toBe(false)
  })
})

describe('a card of the board', () => {
  const card = (outcome: Opportunity['outcome'], approval: Opportunity['approval'] = 'not_needed') => ({ outcome, approval })

  it('moves unless it is won or waits for that', () => {
    expect([card('open'), card('lost'), card('open', 'refused')].every(isMovable)).toBe(true)
    expect([card('won'), card('open', 'waiting'), card('open', 'running')].some(isMovable)).toBe(false)
  })

  it('tells by its tone how it stands', () => {
    expect(stageTone(card('open'))).toBe('primary')
    expect(stageTone(card('open', 'running'))).toBe('warning')
    expect(stageTone(card('lost'))).toBe('danger')
  })

  it('has stages beside it', () => {
    const columns = ['1', '2', '3'].map((id) => ({ stage: { id } }) as BoardColumn)
    expect(neighbour(columns, '2', 1)?.stage.id).toBe('3')
    expect(neighbour(columns, '1', -1)).toBeUndefined()
  })
})

describe('categories', () => {
  const categories = [
    { id: 'a', version: 1, name: '软件', parent_id: null, level: 1 },
    { id: 'b', version: 1, name: '订阅', parent_id: 'a', level: 2 },
  ]

  it('are a tree, each with its way', () => {
    expect(treeOf(categories)).toEqual([
      { value: 'a', label: '软件', level: 1, children: [{ value: 'b', label: '订阅', level: 2 }] },
    ])
    expect(pathOf('b', categories)).toBe('软件 / 订阅')
    expect(pathOf(null, categories)).toBe('')
  })
})

it('leaves parts of an object out', () => expect(without({ a: 1, b: 2 }, 'a')).toEqual({ b: 2 }))
