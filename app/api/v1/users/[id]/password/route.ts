import { usersApi } from "@/lib/people/api";
import { setPassword } from "@/lib/people/set-password";
import { handle } from "@/lib/platform/handle";

export const POST = handle(usersApi.setPassword, ({ ctx, params, body }) =>
  setPassword(ctx, params.id, body),
);
