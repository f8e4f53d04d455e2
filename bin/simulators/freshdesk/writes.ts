import { withTicket } from "../freshworks/listing";
import { invalid, tooLarge } from "../freshworks/paging";
import { readTicketFields, writeCompany } from "../freshworks/ticket-fields";
import type { DeskParts, Route, SimRequest, SimResponse } from "../server/desk";
import { bytesOf } from "../server/files";
import type { SimTicket } from "../world/types";
import { companyRecord, conversationRecord, statusOfCode, ticketRecord } from "./records";

/** Answers are bare objects, in the codes of this vendor. */
export function ticketWrites(parts: DeskParts): Route[] {
  const { world, changes } = parts;
  const writes = (name: string, method: Route["method"], path: string) =>
    ({ name, method, pattern: new RegExp(`^/api/v2/${path}$`), right: "write" }) as const;
  return [
    {
      ...writes("update_ticket", "PUT", "tickets/(\\d+)"),
      kind: "update_ticket",
      handle: (request) => withTicket(world, request, (ticket) => updateTicket(parts, ticket, request)),
    },
    {
      ...writes("delete_ticket", "DELETE", "tickets/(\\d+)"),
      handle: (request) =>
        withTicket(world, request, ({ id }) => {
          changes.make("delete", id);
          return { status: 204 };
        }),
    },
    {
      ...writes("reply", "POST", "tickets/(\\d+)/reply"),
      handle: (request) => withTicket(world, request, (ticket) => converse(parts, ticket, request, "reply")),
    },
    {
      ...writes("add_note", "POST", "tickets/(\\d+)/notes"),
      handle: (request) => withTicket(world, request, (ticket) => converse(parts, ticket, request, "note")),
    },
    {
      ...writes("update_company", "PUT", "companies/(\\d+)"),
      handle: ({ params, body }) => {
        const written = writeCompany(parts, params[0], body);
        return "refused" in written ? written.refused : { status: 200, body: companyRecord(written.company) };
      },
    },
  ];
}

function updateTicket(parts: DeskParts, ticket: SimTicket, { body }: SimRequest): SimResponse {
  const read = readTicketFields(parts, body, "company_id");
  if ("refused" in read) return read.refused;
  const { status } = read.fields;
  parts.changes.update(ticket, {
    ...read.fields,
    ...(status !== undefined && { status: statusOfCode(status) }),
  });
  const updated = parts.world.ticket(ticket.id) ?? ticket;
  return { status: 200, body: ticketRecord(parts.world, updated, ["description"]) };
}

const mostBytes = 20 * 1_048_576;

function converse(
  { changes }: DeskParts,
  ticket: SimTicket,
  { body, files }: SimRequest,
  kind: "reply" | "note",
): SimResponse {
  if (bytesOf(files) > mostBytes) return tooLarge(mostBytes);
  if (typeof body.body !== "string" || body.body.trim() === "")
    return invalid({ field: "body", message: "It should be a/an String", code: "missing_field" });
  const entry = changes.converse(ticket, kind, {
    body: body.body,
    is_private: kind === "note" && body.private !== false,
    author_id: typeof body.user_id === "number" ? body.user_id : null,
    files,
  });
  changes.tell(kind, ticket.id);
  return { status: 201, body: conversationRecord(ticket.id, entry) };
}
