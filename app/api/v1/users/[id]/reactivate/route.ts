import { usersApi } from "@/lib/people/api";
import { reactivateUser } from "@/lib/people/reactivate-user";
import { handle } from "@/lib/platform/handle";

export const POST = handle(usersApi.reactivate, ({ ctx, params }) => reactivateUser(ctx, params.id));
