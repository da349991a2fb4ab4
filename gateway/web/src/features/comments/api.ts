import { call } from '@/api/call'
import type { Comment, CommentForm, Comments, Thing } from './model'

export const listComments = (on: Thing, page: number, page_size: number) =>
  call<Comments>('GET', '/comments', { query: { on, page, page_size } })

export const writeComment = (on: Thing, form: CommentForm) =>
  call<Comment>('POST', '/comments', { body: { on, ...form, text: form.text.trim() } })
