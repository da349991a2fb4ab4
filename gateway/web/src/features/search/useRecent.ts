import { useStorage } from '@vueuse/core'
import { useSession } from '@/shared/stores/session'
import { remembered } from './rules'

/** What this person searched for last, on this device. */
export function useRecent() {
  const session = useSession()
  const recent = useStorage<string[]>(`kuaiqi.searched.${session.me?.employee.id ?? ''}`, [])
  const remember = (q: string) => (recent.value = remembered(recent.value, q))
  return { recent, remember, forget: () => (recent.value = []) }
}
