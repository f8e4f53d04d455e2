import { attachmentsApi } from "@/lib/attachments/api";
import type { ReceivedFile } from "@/lib/attachments/receive-file";
import { receiveUpload, uploadFile } from "@/lib/attachments/upload-file";
import { handle } from "@/lib/platform/handle";

export const POST = handle<typeof attachmentsApi.upload, ReceivedFile>(
  attachmentsApi.upload,
  ({ ctx, received }) => uploadFile(ctx, received),
  receiveUpload,
);
