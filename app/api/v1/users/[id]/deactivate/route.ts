import { usersApi } from "@/lib/people/api";
import { deactivateUser } from "@/lib/people/deactivate-user";
import { handle } from "@/lib/platform/handle";

export const POST = handle(usersApi.deactivate, ({ ctx, params }) => deactivateUser(ctx, params.id));
