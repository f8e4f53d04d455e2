import { entitiesApi } from "@/lib/entities/api";
import { deleteEntity } from "@/lib/entities/delete-entity";
import { putEntity } from "@/lib/entities/feed-entities";
import { getEntity } from "@/lib/entities/get-entity";
import { handle } from "@/lib/platform/handle";

export const GET = handle(entitiesApi.get, ({ ctx, params }) => getEntity(ctx, params));
export const PUT = handle(entitiesApi.put, ({ ctx, params, body }) => putEntity(ctx, params, body));
export const DELETE = handle(entitiesApi.delete, ({ ctx, params }) => deleteEntity(ctx, params));
