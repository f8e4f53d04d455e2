import { handle } from "@/lib/platform/handle";
import { slaApi } from "@/lib/sla/api";
import { listSlaPolicies } from "@/lib/sla/list-sla-policies";

export const GET = handle(slaApi.list, ({ ctx }) => listSlaPolicies(ctx));
