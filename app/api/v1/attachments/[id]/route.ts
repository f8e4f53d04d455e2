import { attachmentsApi } from "@/lib/attachments/api";
import { deleteAttachment } from "@/lib/attachments/delete-attachment";
import { getAttachment } from "@/lib/attachments/get-attachment";
import { updateAttachment } from "@/lib/attachments/update-attachment";
import { handle } from "@/lib/platform/handle";

export const GET = handle(attachmentsApi.get, ({ ctx, params }) => getAttachment(ctx, params.id));
export const PATCH = handle(attachmentsApi.update, ({ ctx, params, body }) =>
  updateAttachment(ctx, params.id, body),
);
export const DELETE = handle(attachmentsApi.delete, ({ ctx, params, query }) =>
  deleteAttachment(ctx, params.id, query),
);
