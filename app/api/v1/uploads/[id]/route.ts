import { attachmentsApi } from "@/lib/attachments/api";
import { deleteUpload } from "@/lib/attachments/delete-upload";
import { handle } from "@/lib/platform/handle";

export const DELETE = handle(attachmentsApi.deleteUpload, ({ ctx, params }) => deleteUpload(ctx, params.id));
