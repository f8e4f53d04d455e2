import { handle } from "@/lib/platform/handle";
import { slaApi } from "@/lib/sla/api";
import { explainTicketSla } from "@/lib/sla/explain-ticket-sla";

export const GET = handle(slaApi.explain, ({ ctx, params }) => explainTicketSla(ctx, params.id));
