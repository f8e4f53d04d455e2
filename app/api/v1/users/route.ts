import { usersApi } from "@/lib/people/api";
import { createUser } from "@/lib/people/create-user";
import { listUsers } from "@/lib/people/list-users";
import { handle } from "@/lib/platform/handle";

export const GET = handle(usersApi.list, ({ ctx, query }) => listUsers(ctx, query));
export const POST = handle(usersApi.create, ({ ctx, body }) => createUser(ctx, body));
