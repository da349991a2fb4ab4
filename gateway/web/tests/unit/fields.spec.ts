import { describe, expect, it } from 'vitest'
import { changedValues, filledValues, mistakeIn, saidValues, valuesFor } from '@/shared/fields/rules'
import type { FieldDefinition, FieldType } from '@/shared/fields/types'

const field = (type: FieldType, required = false): FieldDefinition => ({ id: 'f', title: '字段', type, required })

describe('mistakeIn', () => {
  it.each([
    ['integer', '1.5', 'integer'],
    ['number', '1.5', null],
    ['money', '1.505', 'money'],
    ['phone', '028-8555 1234', null],
    ['phone', '无', 'phone'],
    ['email', 'a@b', 'email'],
    ['url', 'javascript:alert(1)', 'url'],
    ['single_line', 'whatever', null],
  ] as const)('of %s %s is %s', (type, value, mistake) => {
    expect(mistakeIn(field(type), value)).toBe(mistake)
  })

  it('misses what is required', () => {
    expect(mistakeIn(field('picture', true), [])).toBe('required')
    expect(mistakeIn(field('picture'), [])).toBeNull()
  })
})

describe('values', () => {
  const fields = [{ ...field('single_line'), id: 'a' }, { ...field('multiple_choice'), id: 'b' }]

  it('have a place for every field', () => {
    expect(valuesFor(fields, { a: '华东' })).toEqual({ a: '华东', b: [] })
  })

  it('are sent in a change where they differ, emptied ones as null', () => {
    expect(changedValues({ a: '华东' }, { a: null, b: ['x'] })).toEqual({ a: null, b: ['x'] })
    expect(changedValues({ a: '华东' }, { a: '华东', b: [] })).toEqual({})
  })

  it('name the pictures among them that were uploaded here', () => {
    const [old, fresh] = ['019ac1f0-0000-7000-8000-000000000001', '019ac1f0-0000-7000-8000-000000000002']
    expect(saidValues({ a: [old, fresh] }, { a: [old] })).toEqual({ fields: { a: [old, fresh] }, file_ids: [fresh] })
    expect(saidValues({ a: [old] }, { a: [old] })).toEqual({})
    expect(saidValues({ a: 'x', b: '' })).toEqual({ fields: { a: 'x' } })
  })

  it('are sent for something new where they hold something', () => {
    expect(filledValues({ a: '', b: [], c: 0, d: 'x' })).toEqual({ c: 0, d: 'x' })
  })
})
