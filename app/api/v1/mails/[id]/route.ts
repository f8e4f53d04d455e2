import { mailsApi } from "@/lib/notifications/api";
import { getMail } from "@/lib/notifications/get-mail";
import { handle } from "@/lib/platform/handle";

export const GET = handle(mailsApi.get, ({ ctx, params }) => getMail(ctx, params.id));
