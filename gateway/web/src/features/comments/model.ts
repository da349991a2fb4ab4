import type { Named, Page } from '@/api/answers'
import type { FileOfThing } from '@/api/files'

/** What is said of a thing; whom it names is told, and may open the thing. */
export interface Comment {
  id: string
  text: string
  files: FileOfThing[]
  mentions: Named[]
  mentioned_departments: Named[]
  written_by: Named
  written_at: string
}

export type Comments = Page<Comment>

export interface CommentForm {
  text: string
  mention_ids: string[]
  mention_department_ids: string[]
}

/** What comments stand on, as the server names it: `follow_up:{id}`. */
export type Thing = `${string}:${string}`
