import { endpoint } from "@/lib/platform/endpoint";
import { slaPoliciesAnswer } from "./schema";

export const slaApi = {
  list: endpoint({
    method: "GET",
    path: "/sla-policies",
    tag: "SLA",
    permission: "sla:read",
    summary: "List the SLA policy of each priority, lowest first",
    response: slaPoliciesAnswer,
  }),
};
