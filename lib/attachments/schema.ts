import { z } from "zod";

import { flag, instant, listAnswer, listQuery, one, uuid } from "@/lib/platform/schema";
import { linkQuery } from "@/lib/platform/storage/file-links";

export const attachmentRow = z.object({
  id: uuid,
  ticket_id: uuid,
  /** The message it came with, if any. */
  message_id: uuid.nullable(),
  file_name: z.string(),
  file_type: z.string().nullable(),
  file_size_bytes: z.number().nullable(),
  /** Opens for whoever asked, for five minutes; null until a reason is given (POST …/link), and once deleted. */
  file_url: z.string().nullable(),
  file_url_expires_at: instant.nullable(),
  /** How it can be shown without saving it. */
  preview: z.enum(["image", "text", "pdf"]).nullable(),
  is_sensitive: z.boolean(),
  /** Seen by the desk alone. */
  is_internal: z.boolean(),
  uploaded_by_id: uuid.nullable(),
  uploaded_by_name: z.string().nullable(),
  created_at: instant,
  deleted_at: instant.nullable(),
  deleted_by_name: z.string().nullable(),
  deletion_reason: z.string().nullable(),
  may_change: z.boolean(),
});
export type AttachmentRow = z.output<typeof attachmentRow>;

export const attachmentAnswer = one(attachmentRow);
export const attachmentListAnswer = listAnswer(attachmentRow);
export const listAttachmentsQuery = listQuery.pick({ limit: true, cursor: true });

const fileName = z.string().min(1).max(2_000).optional();
export const attachFileQuery = z.object({
  /** Not needed with multipart/form-data, which brings a name. */
  file_name: fileName,
  is_internal: flag.default(false),
  is_sensitive: flag.default(false),
});
export const uploadFileQuery = z.object({ file_name: fileName });

export const uploadRow = z.object({
  id: uuid,
  file_name: z.string(),
  file_type: z.string(),
  file_size_bytes: z.number(),
  preview: attachmentRow.shape.preview,
  /** Forgotten then, unless a message or ticket took it. */
  expires_at: instant,
});
export type UploadRow = z.output<typeof uploadRow>;

export const uploadLimits = z.object({
  /** Of one file. */
  max_mb: z.int(),
  /** With a new ticket; more can be added to it afterwards. */
  files_per_ticket: z.int(),
});
export type UploadLimits = z.output<typeof uploadLimits>;

export const contentQuery = linkQuery;
export const linkInput = z.object({
  /** Needed for sensitive files; it is recorded. */
  reason: z.string().trim().min(20, "At least 20 characters.").max(2000).optional(),
});
export const linkAnswer = one(z.object({ url: z.string(), expires_at: instant }));
export const updateAttachmentInput = z.strictObject({ is_sensitive: z.boolean() });
export const deleteAttachmentQuery = z.object({ reason: z.string().trim().max(2000).optional() });
