import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createApp, defineComponent, h } from 'vue'
import { i18n } from '@/boot/i18n'
import { useBasicEdit } from '@/features/customers/useBasicEdit'
import type { WholeCustomer } from '@/features/customers/model'
import { fakeGateway, json, problem } from './support/gateway'

afterEach(() => vi.unstubAllGlobals())

describe('Saving basic data that another has just saved', () => {
  it('keeps what was typed, takes over the rest and asks where both differ', async () => {
    const newest = customer({ version: 5, name: '玉堂火锅', address: '天府三街', updated_by: { id: 'e2', name: '李四' } })
    const { seen } = fakeGateway({ '/customers/c1': [() => problem(409, 'conflict'), () => json(newest)] })
    const edit = inApp(() => useBasicEdit(() => customer({ version: 3 })))

    edit.edit()
    Object.assign(edit.form, { name: '玉堂码头火锅（高新店）', phone: '13900000000' })
    await edit.save()

    expect(seen).toHaveLength(2)
    expect(edit.editing.value).toBe(true)
    expect(edit.disputed.value).toEqual(['name'])
    expect(edit.form).toMatchObject({ name: '玉堂码头火锅（高新店）', phone: '13900000000', address: '天府三街' })
    expect(edit.theirs.value?.updated_by?.name).toBe('李四')
  })

  it('saves on top of the newest version then', async () => {
    const newest = customer({ version: 5, address: '天府三街' })
    const { sent } = bodies({ refuse: 1, newest })
    const edit = inApp(() => useBasicEdit(() => customer({ version: 3 })))

    edit.edit()
    edit.form.phone = '13900000000'
    await edit.save()
    await edit.save()

    expect(sent).toEqual([
      { version: 3, phone: '13900000000' },
      { version: 5, phone: '13900000000' },
    ])
    expect(edit.editing.value).toBe(false)
  })

  it('lets one give a field up', async () => {
    bodies({ refuse: 1, newest: customer({ version: 5, name: '玉堂火锅' }) })
    const edit = inApp(() => useBasicEdit(() => customer({ version: 3 })))

    edit.edit()
    edit.form.name = '玉堂'
    await edit.save()
    edit.takeTheirs('name')

    expect(edit.form.name).toBe('玉堂火锅')
    expect(edit.disputed.value).toEqual([])
  })
})

describe('Saving nothing new', () => {
  it('asks the server nothing', async () => {
    const { seen } = fakeGateway({})
    const edit = inApp(() => useBasicEdit(() => customer({})))

    edit.edit()
    await edit.save()

    expect(seen).toEqual([])
    expect(edit.editing.value).toBe(false)
  })
})

/** A server that refuses the first changes and remembers what each asked. */
function bodies({ refuse, newest }: { refuse: number; newest: WholeCustomer }) {
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return json(newest)
    sent.push(await request.json())
    return sent.length <= refuse ? problem(409, 'conflict') : json(newest)
  })
  return { sent }
}

function customer(fields: Partial<WholeCustomer>): WholeCustomer {
  const whole: Partial<WholeCustomer> = {
    id: 'c1',
    version: 1,
    name: '玉堂码头火锅',
    phone: '13800138000',
    address: null,
    note: null,
    position: null,
    status: null,
    source: null,
    tags: [],
    participants: [],
    may: ['edit'],
  }
  return { ...whole, ...fields } as WholeCustomer
}

/** Runs a composable the way a component does. */
function inApp<T>(use: () => T): T {
  let made: T
  const Root = defineComponent({
    setup() {
      made = use()
      return () => h('div')
    },
  })
  createApp(Root)
    .use(createPinia())
    .use(i18n)
    .use(VueQueryPlugin, { queryClient: new QueryClient() })
    .mount(document.createElement('div'))
  return made!
}
