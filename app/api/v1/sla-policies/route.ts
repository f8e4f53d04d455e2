import { handle } from "@/lib/platform/handle";
import { slaApi } from "@/lib/sla/api";
import { listSlaPolicies } from "@/lib/sla/list-sla-policies";
import { replaceSlaPolicies } from "@/lib/sla/replace-sla-policies";

export const GET = handle(slaApi.list, ({ ctx }) => listSlaPolicies(ctx));
export const PUT = handle(slaApi.replace, ({ ctx, body }) => replaceSlaPolicies(ctx, body));
