import { attachmentsApi } from "@/lib/attachments/api";
import { getUploadLimits } from "@/lib/attachments/get-upload-limits";
import { handle } from "@/lib/platform/handle";

export const GET = handle(attachmentsApi.uploadLimits, ({ ctx }) => getUploadLimits(ctx));
