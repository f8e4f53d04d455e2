import { withTicket } from "../freshworks/listing";
import { invalid, tooLarge } from "../freshworks/paging";
import { readTicketFields, writeCompany } from "../freshworks/ticket-fields";
import type { DeskParts, Route, SimRequest, SimResponse } from "../server/desk";
import { bytesOf } from "../server/files";
import type { SimTicket } from "../world/types";
import { conversationRecord, departmentRecord, ticketRecord } from "./records";

export function ticketWrites(parts: DeskParts): Route[] {
  const { world, changes } = parts;
  const writes = (name: string, method: Route["method"], path: string) =>
    ({ name, method, pattern: new RegExp(`^/api/v2/${path}$`), right: "write" }) as const;
  return [
    {
      ...writes("create_ticket", "POST", "tickets"),
      kind: "create_ticket",
      handle: ({ body }) => {
        const read = readTicketFields(parts, body, "department_id");
        if ("refused" in read) return read.refused;
        const ticket = changes.create(read.fields);
        changes.tell("create", ticket.id);
        return { status: 201, body: { ticket: ticketRecord(ticket) } };
      },
    },
    {
      ...writes("update_ticket", "PUT", "tickets/(\\d+)"),
      kind: "update_ticket",
      handle: (request) => withTicket(world, request, (ticket) => updateTicket(parts, ticket, request)),
    },
    {
      ...writes("delete_ticket", "DELETE", "tickets/(\\d+)"),
      kind: "update_ticket",
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
      ...writes("update_department", "PUT", "departments/(\\d+)"),
      handle: ({ params, body }) => {
        const written = writeCompany(parts, params[0], body);
        if ("refused" in written) return written.refused;
        return { status: 200, body: { department: departmentRecord(written.company) } };
      },
    },
  ];
}

function updateTicket(parts: DeskParts, ticket: SimTicket, { body }: SimRequest): SimResponse {
  const read = readTicketFields(parts, body, "department_id");
  if ("refused" in read) return read.refused;
  parts.changes.update(ticket, read.fields);
  return { status: 200, body: { ticket: ticketRecord(parts.world.ticket(ticket.id) ?? ticket) } };
}

const mostBytes = 40 * 1_048_576;

function converse(
  { changes }: DeskParts,
  ticket: SimTicket,
  { body, files }: SimRequest,
  kind: "reply" | "note",
): SimResponse {
  if (bytesOf(files) > mostBytes) return tooLarge(mostBytes);
  if (typeof body.body !== "string" || body.body.trim() === "") {
    const message = "It should not be blank as this is a mandatory field";
    return invalid({ field: "body", message, code: "missing_field" });
  }
  const entry = changes.converse(ticket, kind, {
    body: body.body,
    is_private: kind === "note" && body.private !== false,
    author_id: typeof body.user_id === "number" ? body.user_id : null,
    files,
  });
  changes.tell(kind, ticket.id);
  return { status: 201, body: { conversation: conversationRecord(ticket.id, entry) } };
}
