import { z } from "zod";
import { endpoint } from "@/lib/platform/endpoint";
import { uuid } from "@/lib/platform/schema";
import { auditAnswer, listAuditQuery } from "./schema";

export const auditApi = {
  list: endpoint({
    method: "GET",
    path: "/audit",
    tag: "Audit",
    permission: "audit:read",
    summary: "List audit rows of the organization, newest first",
    query: listAuditQuery,
    response: auditAnswer,
  }),
  listOfTicket: endpoint({
    method: "GET",
    path: "/tickets/{id}/audit",
    tag: "Audit",
    permission: "tickets:note",
    summary: "List audit rows of one ticket, newest first",
    params: z.object({ id: uuid }),
    query: listAuditQuery.omit({ ticket_id: true }),
    response: auditAnswer,
    documented: (answer: object) => ({ success: true, ...answer }),
  }),
};
