import { handle } from "@/lib/platform/handle";
import { viewsApi } from "@/lib/views/api";
import { deleteView } from "@/lib/views/delete-view";
import { updateView } from "@/lib/views/update-view";

export const PATCH = handle(viewsApi.update, ({ ctx, params, body }) => updateView(ctx, params.id, body));
export const DELETE = handle(viewsApi.delete, ({ ctx, params }) => deleteView(ctx, params.id));
