import { attachmentsApi } from "@/lib/attachments/api";
import { linkAttachment } from "@/lib/attachments/link-attachment";
import { handle } from "@/lib/platform/handle";

export const POST = handle(attachmentsApi.link, ({ ctx, params, body }) =>
  linkAttachment(ctx, params.id, body),
);
