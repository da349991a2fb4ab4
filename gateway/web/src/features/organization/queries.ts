import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useUi } from '@/shared/stores/ui'
import * as server from './api'
import { treeOf } from './tree'

const LONG_MS = 5 * 60_000

/** All departments of the company, flat and as a tree. */
export function useDepartments() {
  const query = useQuery({ queryKey: ['departments'], queryFn: server.listDepartments, staleTime: LONG_MS })
  const departments = computed(() => query.data.value ?? [])
  const tree = computed(() => treeOf(departments.value))
  return { ...query, departments, tree }
}

export const useJobTitles = () =>
  useQuery({ queryKey: ['job-titles'], queryFn: server.listJobTitles, staleTime: LONG_MS })

export const useRoles = () => useQuery({ queryKey: ['roles'], queryFn: server.listRoles })

/** All functions and actions there are, named in the user's language. */
export function usePermissions() {
  const ui = useUi()
  return useQuery({
    queryKey: ['permissions', computed(() => ui.language)],
    queryFn: server.getPermissions,
    staleTime: LONG_MS,
  })
}

/** Asks anew for what a change of the organization touches. */
export function useOrganizationChanged() {
  const client = useQueryClient()
  return (...keys: string[]) => Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })))
}
