import { auditApi } from "@/lib/audit/api";
import { listAudit } from "@/lib/audit/list-audit";
import { handle } from "@/lib/platform/handle";

export const GET = handle(auditApi.list, ({ ctx, query }) => listAudit(ctx, query));
