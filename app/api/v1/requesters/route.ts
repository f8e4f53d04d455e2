import { requestersApi } from "@/lib/people/api";
import { createRequester } from "@/lib/people/create-requester";
import { listRequesters } from "@/lib/people/list-requesters";
import { handle } from "@/lib/platform/handle";

export const GET = handle(requestersApi.list, ({ ctx, query }) => listRequesters(ctx, query));
export const POST = handle(requestersApi.create, ({ ctx, body }) => createRequester(ctx, body));
