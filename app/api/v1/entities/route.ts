import { entitiesApi } from "@/lib/entities/api";
import { feedEntities } from "@/lib/entities/feed-entities";
import { listEntities } from "@/lib/entities/list-entities";
import { handle } from "@/lib/platform/handle";

export const GET = handle(entitiesApi.list, ({ ctx, query }) => listEntities(ctx, query));
export const POST = handle(entitiesApi.feed, ({ ctx, body }) => feedEntities(ctx, body));
