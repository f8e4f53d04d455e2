import { sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { readAttachments } from "./list-attachments";
import { loadAttachment } from "./load-attachment";
import type { AttachmentRow } from "./schema";

/** One file's facts with a fresh link to it. */
export async function getAttachment(ctx: Context, id: string): Promise<{ data: AttachmentRow }> {
  await loadAttachment(ctx, id);
  const [data] = await readAttachments(ctx, sql`a.id = ${id}::uuid`);
  if (!data) throw notFound("attachment");
  return { data };
}
