import type { FieldValues } from '@/shared/fields/rules'
import type { FieldType } from '@/shared/fields/types'
import type { Tone } from '@/shared/tones'
import type {
  ApprovalDraft,
  ApprovalForm,
  ApprovalStatus,
  Approver,
  Condition,
  Flow,
  FlowStep,
  Question,
  StepState,
  TurnState,
} from './model'

export const STATUS_TONES: Record<ApprovalStatus, Tone> = {
  waiting: 'primary',
  running: 'primary',
  passed: 'success',
  refused: 'danger',
  closed: 'success',
  withdrawn: 'info',
}

export const STEP_TONES: Record<StepState, Tone> = {
  skipped: 'info',
  done: 'success',
  refused: 'danger',
  current: 'primary',
  stopped: 'info',
  to_come: 'info',
}

export const TURN_TONES: Record<TurnState, Tone> = {
  to_come: 'info',
  current: 'primary',
  approved: 'success',
  refused: 'danger',
  closed: 'success',
  handed_on: 'warning',
  not_needed: 'info',
}

export const isOpen = (status: ApprovalStatus) => status === 'waiting' || status === 'running'

/** The pictures among the answers: they go along as files. */
export function filesOf(questions: readonly Pick<Question, 'id' | 'type'>[], fields: FieldValues): string[] {
  const ids = questions.filter(({ type }) => type === 'picture').map(({ id }) => fields[id])
  return ids.flatMap((each) => (Array.isArray(each) ? each : []))
}

export const draftOf = (
  templateId: string,
  questions: readonly Pick<Question, 'id' | 'type'>[],
  fields: FieldValues,
  chosen: Record<string, string[]>,
  customerId: string | null,
): ApprovalDraft => ({
  template_id: templateId,
  fields,
  chosen: Object.fromEntries(Object.entries(chosen).filter(([, ids]) => ids.length)),
  customer_id: customerId,
  file_ids: filesOf(questions, fields),
})

const COMPARED: readonly FieldType[] = ['number', 'integer', 'money']
const CHOSEN: readonly FieldType[] = ['single_choice', 'multiple_choice']

/** The questions a condition can look at. */
export const askable = (questions: readonly Question[]) =>
  questions.filter(({ type }) => COMPARED.includes(type) || CHOSEN.includes(type))

export const hasChoices = (type: FieldType) => CHOSEN.includes(type)

/** The questions of a built-in form have names of their own and stay; those a company adds have ids. */
export const isBuiltIn = (form: ApprovalForm, id: string) => form !== 'custom' && !/^[0-9a-f-]{36}$/.test(id)

const key = () => crypto.randomUUID()

export const blankQuestion = (type: FieldType, title: string): Question => ({
  id: key(),
  title,
  type,
  required: false,
  choices: [],
})

export const blankApprover = (kind: Approver['kind'] = 'superior'): Approver => ({
  kind,
  level: 1,
  ...(kind === 'people' && { ids: [] }),
  ...(kind === 'role' && { role_id: null }),
})

export const blankStep = (name: string): FlowStep => ({
  id: key(),
  name,
  kind: 'all',
  approvers: [blankApprover()],
  nobody: { do: 'administrators', employee_id: null },
  submitter: 'skip',
  conditions: [],
})

export const blankFlow = (name: string, step: string): Flow => ({
  id: key(),
  name,
  conditions: [],
  steps: [blankStep(step)],
  copies: [],
})

/** A condition that begins with the first question that can be looked at, or with departments. */
export function blankCondition(questions: readonly Question[]): Condition {
  const [first] = askable(questions)
  return first ? conditionOn(first) : { of: 'department', ids: [] }
}

export const conditionOn = ({ id, type }: Question): Condition =>
  hasChoices(type) ? { of: 'field', field: id, is: 'one_of', values: [] } : { of: 'field', field: id, is: 'at_least', value: '' }

/** The questions with one moved to another place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const rest = items.filter((_, place) => place !== from)
  const item = items[from]
  return item === undefined || to < 0 || to > rest.length ? [...items] : [...rest.slice(0, to), item, ...rest.slice(to)]
}

/** What is wrong at a place of the draft or below it: `flows.0.steps.1`. */
export const faultsAt = (errors: Record<string, string[]>, place: string): string[] =>
  Object.entries(errors)
    .filter(([path]) => path === place || path.startsWith(`${place}.`))
    .flatMap(([, sentences]) => sentences)
