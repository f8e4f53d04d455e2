import { attachmentsApi } from "@/lib/attachments/api";
import { attachFile, receiveAttachment } from "@/lib/attachments/attach-file";
import { listAttachments } from "@/lib/attachments/list-attachments";
import type { ReceivedFile } from "@/lib/attachments/receive-file";
import { handle } from "@/lib/platform/handle";

export const GET = handle(attachmentsApi.list, ({ ctx, params, query }) =>
  listAttachments(ctx, params.id, query),
);
export const POST = handle<typeof attachmentsApi.attach, ReceivedFile>(
  attachmentsApi.attach,
  ({ ctx, params, query, received }) => attachFile(ctx, params.id, query, received),
  receiveAttachment,
);
