import type { Context } from "@/lib/platform/organization";
import { storage } from "@/lib/platform/storage/storage";
import type { OutgoingFile } from "./adapters/adapter";

/** The files of a message, to go with it to the desk its ticket comes from. Nothing is opened before it is sent. */
export async function findFiles(
  ctx: Context,
  { message_id }: { message_id: string | null },
): Promise<OutgoingFile[]> {
  if (message_id === null) return [];
  const rows = await ctx.tx.$queryRaw<
    { file_name: string; file_type: string | null; storage_key: string; size_bytes: bigint }[]
  >`
    select a.file_name, a.file_type, f.storage_key, f.size_bytes
    from ticket_attachments a join stored_files f on f.id = a.file_id
    where a.message_id = ${message_id}::uuid and a.deleted_at is null order by a.id`;
  return rows.map(({ file_name, file_type, storage_key, size_bytes }) => ({
    name: file_name,
    type: file_type ?? "application/octet-stream",
    size: Number(size_bytes),
    open: async () => (await storage()).get(storage_key),
  }));
}
