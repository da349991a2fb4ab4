/** Reads the OpenAPI document and lets a person try its calls with their own sign-in, which is kept in memory alone. */
const BASE = '/api/v1'
const WORDS = {
  zh: { account: '帐号', password: '密码', signIn: '登录', try: '发送', body: '内容 (JSON)', file: '文件', answer: '返回' },
  en: { account: 'Account', password: 'Password', signIn: 'Sign in', try: 'Send', body: 'Body (JSON)', file: 'File', answer: 'Answer' },
}
const language = navigator.language.startsWith('zh') ? 'zh' : 'en'
const words = WORDS[language]
document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
for (const place of document.querySelectorAll('[data-word]')) place.textContent = words[place.dataset.word]

let token = ''
const api = await (await fetch(`${BASE}/openapi.json`)).json()

function element(name, options = {}, ...children) {
  const made = Object.assign(document.createElement(name), options)
  made.append(...children)
  return made
}

function resolved(node) {
  if (!node?.$ref) return node
  return node.$ref.slice(2).split('/').reduce((place, key) => place[key], api)
}

/** An example of a schema, deep enough to be filled in. */
function example(given, depth = 0) {
  const schema = resolved(given) ?? {}
  if (schema.default !== undefined) return schema.default
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return example(schema.anyOf[0], depth)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'array') return depth > 4 ? [] : [example(schema.items, depth + 1)]
  if (type === 'object') {
    const known = Object.entries(schema.properties ?? {})
    return depth > 4 ? {} : Object.fromEntries(known.map(([name, each]) => [name, example(each, depth + 1)]))
  }
  return { integer: 0, number: 0, boolean: false }[type] ?? ''
}

function parameterInput(parameter) {
  const schema = resolved(parameter.schema) ?? {}
  const input = element('input', {
    name: parameter.name, required: parameter.required ?? false, placeholder: (schema.enum ?? []).join(' | '),
  })
  input.dataset.place = parameter.in
  return element('label', {}, element('span', { className: 'note', textContent: parameter.name }), input)
}

function address(path, inputs) {
  const query = new URLSearchParams()
  for (const input of inputs.filter((each) => each.value)) {
    if (input.dataset.place === 'path') path = path.replace(`{${input.name}}`, encodeURIComponent(input.value))
    if (input.dataset.place === 'query') for (const value of input.value.split(',')) query.append(input.name, value)
  }
  return `${BASE}${path}${query.size ? `?${query}` : ''}`
}

async function shown(answer) {
  const type = answer.headers.get('Content-Type') ?? ''
  if (!type.includes('json')) return type.startsWith('text/') ? await answer.text() : `${type} ${answer.headers.get('Content-Length') ?? ''}`
  return JSON.stringify(await answer.json(), null, 2)
}

function send(method, path, form, result) {
  return async (event) => {
    event.preventDefault()
    const inputs = [...form.querySelectorAll('input[data-place]')]
    const headers = new Headers({ 'Accept-Language': document.documentElement.lang })
    if (token) headers.set('Authorization', `Bearer ${token}`)
    for (const input of inputs) if (input.dataset.place === 'header' && input.value) headers.set(input.name, input.value)
    const [text, file] = [form.querySelector('textarea'), form.querySelector('input[type=file]')]
    let body
    if (file) (body = new FormData()).append('file', file.files[0])
    if (text?.value) headers.set('Content-Type', 'application/json')
    try {
      const answer = await fetch(address(path, inputs), { method, headers, body: body ?? (text?.value || undefined) })
      result.textContent = `${answer.status} ${answer.headers.get('X-Request-ID')}\n${await shown(answer)}`
      result.className = answer.ok ? '' : 'bad'
    } catch (error) {
      result.textContent = String(error)
      result.className = 'bad'
    }
  }
}

function filled(details, method, path, operation) {
  const form = element('form')
  const parameters = (operation.parameters ?? []).map(resolved).map(parameterInput)
  if (parameters.length) form.append(element('div', { className: 'inputs' }, ...parameters))
  const content = operation.requestBody?.content ?? {}
  if (content['application/json']) {
    const value = JSON.stringify(example(content['application/json'].schema), null, 2)
    form.append(element('textarea', { value, ariaLabel: words.body }))
  }
  if (content['multipart/form-data']) form.append(element('input', { type: 'file', required: true, ariaLabel: words.file }))
  const result = element('pre', { tabIndex: 0, ariaLabel: words.answer })
  form.append(element('button', { textContent: words.try }))
  form.addEventListener('submit', send(method.toUpperCase(), path, form, result))
  const note = operation.description ? [element('p', { className: 'note', textContent: operation.description })] : []
  details.append(element('div', { className: 'inside' }, ...note, form, result))
}

function card(method, path, operation) {
  const details = element('details', { id: operation.operationId }, element(
    'summary', {},
    element('span', { className: `method ${method}`, textContent: method.toUpperCase() }),
    element('code', { textContent: path }),
    element('small', { textContent: operation.summary }),
  ))
  details.addEventListener('toggle', () => filled(details, method, path, operation), { once: true })
  return details
}

const chapters = new Map()
for (const [path, operations] of Object.entries(api.paths))
  for (const [method, operation] of Object.entries(operations)) {
    const [chapter] = operation.tags
    chapters.set(chapter, [...(chapters.get(chapter) ?? []), card(method, path, operation)])
  }
for (const [chapter, cards] of chapters) {
  document.querySelector('#chapters').append(element('a', { href: `#of-${chapter}`, textContent: chapter }))
  document.querySelector('#operations').append(element('h2', { id: `of-${chapter}`, textContent: chapter }), ...cards)
}

document.querySelector('#sign-in').addEventListener('submit', async (event) => {
  event.preventDefault()
  const given = Object.fromEntries(new FormData(event.target))
  const headers = { 'Content-Type': 'application/json', 'Accept-Language': document.documentElement.lang }
  const answer = await fetch(`${BASE}/auth/login`, { method: 'POST', headers, body: JSON.stringify(given) })
  const told = await answer.json()
  token = told.access_token ?? ''
  document.querySelector('#who').textContent = answer.ok ? `✓ ${given.account}` : told.detail
})
