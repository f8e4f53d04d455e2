import { meApi } from "@/lib/people/api";
import { changePassword } from "@/lib/people/change-password";
import { handle } from "@/lib/platform/handle";

export const POST = handle(meApi.changePassword, ({ ctx, body }) => changePassword(ctx, body));
