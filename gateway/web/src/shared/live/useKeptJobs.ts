import { useStorage } from '@vueuse/core'
import { computed } from 'vue'
import { useSession } from '../stores/session'

/** A long work this person started here, so that it is found again after leaving the page. */
export interface KeptJob {
  id: string
  /** What it does, as a sentence for the user. */
  label: string
  /** What its file is called when it is saved. */
  file?: string
  /** The page that shows its result. */
  to?: string
}

const MOST = 8

/** The long works started on this device, newest first. */
export function useKeptJobs() {
  const session = useSession()
  const jobs = useStorage<KeptJob[]>(() => `kuaiqi.jobs.${session.me?.employee.id ?? ''}`, [])
  const others = (id: string) => jobs.value.filter((job) => job.id !== id)

  function keep(job: KeptJob) {
    jobs.value = [job, ...others(job.id)].slice(0, MOST)
  }

  function forget(id: string) {
    jobs.value = others(id)
  }

  return { jobs: computed(() => jobs.value), keep, forget }
}
