import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api, unwrap, type Schemas } from '@/api/client'
import { useStream } from './useStream'

export type Job = Schemas['Job'] & { error?: string | null }

const ASK_AGAIN_MS = 2_000

const isOver = (job: Job | undefined) => job?.status === 'done' || job?.status === 'failed'

/** Follows a long work: the stream tells its progress, asking now and then makes sure. */
export function useJob(id: MaybeRefOrGetter<string | null | undefined>) {
  const queries = useQueryClient()
  const key = (jobId: string) => ['jobs', jobId]
  const query = useQuery({
    queryKey: computed(() => key(toValue(id) ?? '')),
    enabled: computed(() => Boolean(toValue(id))),
    queryFn: () => unwrap(api.GET('/jobs/{job_id}', { params: { path: { job_id: toValue(id)! } } })) as Promise<Job>,
    refetchInterval: (asked) => (isOver(asked.state.data) ? false : ASK_AGAIN_MS),
  })
  useStream<Job>('job', (job) => {
    if (job.id === toValue(id)) queries.setQueryData(key(job.id), job)
  })

  const job = computed(() => query.data.value)
  const over = computed(() => isOver(job.value))
  const share = computed(() => {
    if (job.value?.status === 'done') return 1
    return job.value?.total ? Math.min(1, job.value.done / job.value.total) : 0
  })
  return { job, over, share, error: query.error }
}
