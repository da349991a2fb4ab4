import type { Named } from '@/api/answers'
import { call } from '@/api/call'
import type { FileOfThing } from '@/api/files'

/** A file of a customer (C14). */
export interface Attachment {
  id: string
  file: FileOfThing
  attached_by: Named
  attached_at: string
}

export const ofCustomer = (id: string) => `customer:${id}`

export const listAttachments = async (customerId: string) =>
  (await call<{ items: Attachment[] }>('GET', '/attachments', { query: { of: ofCustomer(customerId) } })).items
/** The same key attaches once, however often it is sent. */
export const attachFile = (of: string, fileId: string, key: string) =>
  call<Attachment>('POST', '/attachments', { body: { of, file_id: fileId }, key })
export const deleteAttachment = (id: string) => call('DELETE', `/attachments/${id}`)
