import { useQuery } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { useSession } from '../stores/session'
import { isSubscribed, pushIsPossible, pushKey, subscribe, unsubscribe } from './subscription'

/** Why a device cannot be switched on. */
export type PushObstacle = 'unsupported' | 'denied' | 'off'

/** The switch of one device: whether messages reach it while the client is closed. */
export function usePush() {
  const session = useSession()
  const employee = () => session.me?.employee.id ?? ''
  const on = ref(false)
  const busy = ref(false)
  const denied = ref(pushIsPossible() && Notification.permission === 'denied')
  const { data: key, isSuccess } = useQuery({ queryKey: ['push-key'], queryFn: pushKey, staleTime: Infinity })
  void isSubscribed(employee()).then((is) => (on.value = is))

  const obstacle = computed<PushObstacle | null>(() => {
    if (!pushIsPossible()) return 'unsupported'
    if (denied.value) return 'denied'
    return isSuccess.value && !key.value ? 'off' : null
  })

  async function toggle() {
    if (busy.value || !key.value) return
    busy.value = true
    try {
      if (on.value) await unsubscribe()
      else denied.value = !(await subscribe(employee(), key.value))
      on.value = await isSubscribed(employee())
    } finally {
      busy.value = false
    }
  }

  return { on, busy, obstacle, ready: computed(() => Boolean(key.value) && !obstacle.value), toggle }
}
