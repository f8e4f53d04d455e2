import { attachmentsApi } from "@/lib/attachments/api";
import { type ReceivedFile, receiveFile } from "@/lib/attachments/receive-file";
import { uploadFile } from "@/lib/attachments/upload-file";
import { handle } from "@/lib/platform/handle";

export const POST = handle<typeof attachmentsApi.upload, ReceivedFile>(
  attachmentsApi.upload,
  ({ ctx, received }) => uploadFile(ctx, received),
  ({ request, actor, query }) => receiveFile(request, actor, query.file_name),
);
