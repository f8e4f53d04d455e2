import { mailsApi } from "@/lib/notifications/api";
import { listMails } from "@/lib/notifications/list-mails";
import { handle } from "@/lib/platform/handle";

export const GET = handle(mailsApi.list, ({ ctx, query }) => listMails(ctx, query));
