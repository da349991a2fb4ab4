import type { Named, Page } from '@/api/answers'
import type { FieldValues } from '@/shared/fields/rules'
import type { FieldDefinition, FieldType, FieldValue } from '@/shared/fields/types'
import type { Picture } from '@/shared/fields/usePictures'

export type { Named, Page }

export const APPROVAL_VIEWS = ['submitted', 'to-approve', 'team', 'copied'] as const
export type ApprovalView = (typeof APPROVAL_VIEWS)[number]
export const STATUSES = ['waiting', 'running', 'passed', 'refused', 'closed', 'withdrawn'] as const
export type ApprovalStatus = (typeof STATUSES)[number]
export const FORMS = [
  'leave',
  'travel',
  'overtime',
  'missed_punch',
  'expense',
  'order',
  'win',
  'collection',
  'termination',
  'general',
  'custom',
] as const
export type ApprovalForm = (typeof FORMS)[number]
/** Mine now, somebody before me has yet to act, I have acted (B2). */
export const TURNS = ['now', 'later', 'acted'] as const

export interface Approval {
  id: string
  version: number
  title: string
  form: ApprovalForm
  template: Named
  status: ApprovalStatus
  submitter: Named
  customer: Named | null
  subject: (Named & { kind: string }) | null
  submitted_at: string
  finished_at: string | null
  waits_for: Named[]
  mine_now: boolean
}

export const STEP_KINDS = ['all', 'any', 'sequence', 'close'] as const
export type StepKind = (typeof STEP_KINDS)[number]
export type StepState = 'skipped' | 'done' | 'refused' | 'current' | 'stopped' | 'to_come'
export type TurnState = 'to_come' | 'current' | 'approved' | 'refused' | 'closed' | 'handed_on' | 'not_needed'

export interface Turn {
  person: Named
  state: TurnState
  since: string | null
  acted_at: string | null
  comment: string
}

export interface WayStep {
  id: string
  name: string
  kind: StepKind
  state: StepState
  skipped: 'nobody' | 'submitter' | null
  added_by: string | null
  turns: Turn[]
}

export type ApprovalAction = 'approve' | 'refuse' | 'close' | 'hand_on' | 'add_approver' | 'withdraw' | 'urge'

export interface WholeApproval extends Approval {
  template_version: number
  answers: { id: string; title: string; type: FieldType; value: FieldValue }[]
  files: Picture[]
  way: WayStep[]
  copies: Named[]
  reason: string
  urged_at: string | null
  may: ApprovalAction[]
}

export interface ApprovalQuery {
  view?: ApprovalView
  turn?: string
  q?: string
  status?: string[]
  form?: string[]
  submitter_id?: string[]
  customer_id?: string
  subject_id?: string[]
  submitted_from?: string
  submitted_to?: string
  sort?: string
  page?: number
  page_size?: number
}

export interface ApprovalCounters {
  submitted: number
  to_approve: number
  copied: number
}

export interface ApprovalDraft {
  template_id: string
  fields: FieldValues
  chosen: Record<string, string[]>
  customer_id?: string | null
  file_ids?: string[]
}

/** Where a form as far as it is filled in would go. */
export interface WayForeseen {
  flow: string | null
  steps: { id: string; name: string; kind: StepKind; skipped: WayStep['skipped']; to_choose: boolean; people: Named[] }[]
  copies: Named[]
}

export interface Template {
  id: string
  version: number
  name: string
  form: ApprovalForm
  description: string
  enabled: boolean
  published: number | null
  changed: boolean
  flows: number
  by_hand: boolean
  updated_at: string
}

export type Question = Required<Pick<FieldDefinition, 'id' | 'title' | 'type' | 'required' | 'choices'>>

export const COMPARISONS = ['at_least', 'at_most', 'more_than', 'less_than', 'equals'] as const
export interface Condition {
  of: 'field' | 'department' | 'role'
  field?: string
  is?: (typeof COMPARISONS)[number] | 'one_of'
  value?: string
  values?: string[]
  ids?: string[]
}

export const APPROVER_KINDS = ['superior', 'superiors', 'head', 'role', 'people', 'chosen'] as const
export interface Approver {
  kind: (typeof APPROVER_KINDS)[number]
  ids?: string[]
  level?: number
  role_id?: string | null
}

export interface FlowStep {
  id: string
  name: string
  kind: StepKind
  approvers: Approver[]
  nobody: { do: 'pass' | 'administrators' | 'person'; employee_id: string | null }
  submitter: 'skip' | 'keep'
  conditions: Condition[]
}

export type CopyTo = Approver & { at: 'start' | 'end' }

export interface Flow {
  id: string
  name: string
  conditions: Condition[]
  steps: FlowStep[]
  copies: CopyTo[]
}

export interface Content {
  fields: Question[]
  flows: Flow[]
}

export interface WholeTemplate extends Template {
  fields: Question[]
  draft: Content | null
}

export interface TemplateVersion {
  number: number
  published_at: string
  published_by: string | null
  content: Content
}
