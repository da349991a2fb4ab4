import { call, type Asked } from '@/api/call'
import type {
  Approval,
  ApprovalCounters,
  ApprovalDraft,
  ApprovalQuery,
  Content,
  Page,
  Template,
  TemplateVersion,
  WayForeseen,
  WholeApproval,
  WholeTemplate,
} from './model'

export const listApprovals = (query: ApprovalQuery) =>
  call<Page<Approval>>('GET', '/approvals', { query: { ...query } as Asked })
export const countApprovals = () => call<ApprovalCounters>('GET', '/approvals/counters')
export const getApproval = (id: string) => call<WholeApproval>('GET', `/approvals/${id}`)
export const submitApproval = (body: ApprovalDraft) => call<WholeApproval>('POST', '/approvals', { body })
/** Changes nothing: tells the way something would take. */
export const foreseeApproval = (body: Pick<ApprovalDraft, 'template_id' | 'fields' | 'chosen'>) =>
  call<WayForeseen>('POST', '/approvals/foresee', { body })

/** A verb with what it says: `comment`, `reason`, `employee_id`, `when`. */
export const actOnApproval = (id: string, verb: string, body: Record<string, unknown>) =>
  call<WholeApproval>('POST', `/approvals/${id}/${verb.replace('_', '-')}`, { body })

export const listTemplates = async () => (await call<{ items: Template[] }>('GET', '/approval-templates')).items
export const getTemplate = (id: string) => call<WholeTemplate>('GET', `/approval-templates/${id}`)
export const listTemplateVersions = async (id: string) =>
  (await call<{ items: TemplateVersion[] }>('GET', `/approval-templates/${id}/versions`)).items
export const createTemplate = (body: { name: string; description: string }) =>
  call<WholeTemplate>('POST', '/approval-templates', { body })
export const changeTemplate = (id: string, body: { version: number; name?: string; description?: string; enabled?: boolean }) =>
  call<WholeTemplate>('PATCH', `/approval-templates/${id}`, { body })
export const drawTemplate = (id: string, body: { version: number; content: Content }) =>
  call<WholeTemplate>('PUT', `/approval-templates/${id}/draft`, { body })
export const publishTemplate = (id: string, version: number) =>
  call<WholeTemplate>('POST', `/approval-templates/${id}/publish`, { body: { version } })
export const deleteTemplate = (id: string) => call('DELETE', `/approval-templates/${id}`)
