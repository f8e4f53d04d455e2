import { closuresApi } from "@/lib/closures/api";
import { deleteUserMapping } from "@/lib/closures/delete-user-mapping";
import { getUserMapping } from "@/lib/closures/get-user-mapping";
import { updateUserMapping } from "@/lib/closures/update-user-mapping";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.getUserMapping, ({ ctx, params }) => getUserMapping(ctx, params.id));
export const PUT = handle(closuresApi.updateUserMapping, ({ ctx, params, body }) =>
  updateUserMapping(ctx, params.id, body),
);
export const DELETE = handle(closuresApi.deleteUserMapping, ({ ctx, params }) =>
  deleteUserMapping(ctx, params.id),
);
