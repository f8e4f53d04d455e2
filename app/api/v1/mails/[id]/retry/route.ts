import { mailsApi } from "@/lib/notifications/api";
import { retryMail } from "@/lib/notifications/retry-mail";
import { handle } from "@/lib/platform/handle";

export const POST = handle(mailsApi.retry, ({ ctx, params }) => retryMail(ctx, params.id));
