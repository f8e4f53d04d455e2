import { handle } from "@/lib/platform/handle";
import { viewsApi } from "@/lib/views/api";
import { orderViews } from "@/lib/views/order-views";

export const PUT = handle(viewsApi.order, ({ ctx, body }) => orderViews(ctx, body.ids));
