import { attachmentsApi } from "@/lib/attachments/api";
import { openContent } from "@/lib/attachments/open-content";
import { handle } from "@/lib/platform/handle";

export const GET = handle<typeof attachmentsApi.content, Response>(
  attachmentsApi.content,
  ({ received }) => Promise.resolve(received),
  openContent,
);
