import type { Context } from "@/lib/platform/organization";
import { previewOf } from "./file-kinds";
import { claimContent } from "./keep-content";
import type { ReceivedFile } from "./receive-file";
import type { UploadRow } from "./schema";

const uploadHours = 24;

/** Keeps a file for the message or ticket its sender is writing. */
export async function uploadFile(ctx: Context, received: ReceivedFile): Promise<{ data: UploadRow }> {
  const fileId = await claimContent(ctx, received.content);
  const [row] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into file_uploads (uploaded_by_id, file_id, file_name, file_type)
    values (${ctx.actor.userId}::uuid, ${fileId}::uuid, ${received.file_name}, ${received.file_type}) returning id`;
  if (!row) throw new Error("The upload was not stored.");
  return {
    data: {
      id: row.id,
      file_name: received.file_name,
      file_type: received.file_type,
      file_size_bytes: received.content.size,
      preview: previewOf(received.file_type),
      expires_at: new Date(ctx.now.getTime() + uploadHours * 3_600_000),
    },
  };
}
