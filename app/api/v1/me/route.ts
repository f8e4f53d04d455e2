import { meApi } from "@/lib/people/api";
import { getMe } from "@/lib/people/get-me";
import { updateMe } from "@/lib/people/update-me";
import { handle } from "@/lib/platform/handle";

export const GET = handle(meApi.get, ({ ctx }) => getMe(ctx));
export const PATCH = handle(meApi.update, ({ ctx, body }) => updateMe(ctx, body));
