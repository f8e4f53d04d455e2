import type { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { type Actor, type Context, withOrganization } from "@/lib/platform/organization";
import { previewOf } from "./file-kinds";
import { getUploadLimits } from "./get-upload-limits";
import { claimContent } from "./keep-content";
import { type ReceivedFile, receiveFile } from "./receive-file";
import type { UploadRow, uploadFileQuery } from "./schema";

const uploadHours = 24;
/** Nobody writes so many messages at once; without a limit one person could fill the disk. */
const mostUnused = 100;

type Arrival = { request: Request; actor: Actor; query: z.output<typeof uploadFileQuery> };

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

export async function receiveUpload({ request, actor, query }: Arrival): Promise<ReceivedFile> {
  const { data: limits } = await withOrganization(actor, async (ctx) => {
    await refuseHoarding(ctx);
    return getUploadLimits(ctx);
  });
  return receiveFile(request, actor, limits, query.file_name);
}

async function refuseHoarding(ctx: Context): Promise<void> {
  const unused = await ctx.tx.fileUpload.count({ where: { uploaded_by_id: ctx.actor.userId ?? undefined } });
  if (unused >= mostUnused)
    throw new AppError(
      "conflict",
      `${mostUnused} of your uploads are not used yet. Send the messages they are for, delete some, or wait a day.`,
    );
}
