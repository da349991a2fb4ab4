import { useInfiniteQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, reactive, toValue, type MaybeRefOrGetter } from 'vue'
import { useFormDraft } from '@/shared/forms/useFormDraft'
import { useSubmit } from '@/shared/forms/useSubmit'
import { listComments, writeComment } from './api'
import type { CommentForm, Thing } from './model'

const PAGE = 50

/** Below `customers`: what the stream tells of comments renews them, and the counts beside their things. */
const keyOf = (on: Thing) => ['customers', 'comments', on]

/** What was said of a thing, the oldest first, page after page. */
export function useComments(on: MaybeRefOrGetter<Thing>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => keyOf(toValue(on))),
    queryFn: ({ pageParam }) => listComments(toValue(on), pageParam, PAGE),
    initialPageParam: 1,
    getNextPageParam: ({ page, page_size, total }) => (page * page_size < total ? page + 1 : undefined),
  })
  const comments = computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? [])
  return { comments, query }
}

/** Writing one: what was typed is kept on this device until it is sent. */
export function useCommenting(on: Thing) {
  const client = useQueryClient()
  const form = reactive<CommentForm>({ text: '', mention_ids: [], mention_department_ids: [] })
  const { restore, discard } = useFormDraft(`comment.${on}`, form)
  const { busy, problem, fieldErrors, submit } = useSubmit()
  restore()

  const ready = computed(() => Boolean(form.text.trim()))
  async function send() {
    if (!ready.value || !(await submit(() => writeComment(on, form)))) return
    discard()
    await client.invalidateQueries({ queryKey: ['customers'] })
  }
  return { form, ready, send, busy, problem, fieldErrors }
}
