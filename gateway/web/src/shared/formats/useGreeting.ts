import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSession } from '../stores/session'

/** Greets the signed-in employee by the time of day. */
export function useGreeting() {
  const { t } = useI18n()
  const session = useSession()
  const greeting = computed(() => {
    const hour = new Date().getHours()
    const part = hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
    return t(`workbench.${part}`, { name: session.me?.employee.name ?? '' })
  })
  return { greeting }
}
