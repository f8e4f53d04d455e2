import { usersApi } from "@/lib/people/api";
import { getUser } from "@/lib/people/get-user";
import { updateUser } from "@/lib/people/update-user";
import { handle } from "@/lib/platform/handle";

export const GET = handle(usersApi.get, ({ ctx, params }) => getUser(ctx, params.id));
export const PATCH = handle(usersApi.update, ({ ctx, params, body }) => updateUser(ctx, params.id, body));
