import { handle } from "@/lib/platform/handle";
import { viewsApi } from "@/lib/views/api";
import { createView } from "@/lib/views/create-view";
import { listViews } from "@/lib/views/list-views";

export const GET = handle(viewsApi.list, ({ ctx, query }) => listViews(ctx, query));
export const POST = handle(viewsApi.create, ({ ctx, body }) => createView(ctx, body));
