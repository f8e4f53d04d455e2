import type { DeskParts, Route, SimRequest, SimResponse } from "../server/desk";
import type { SimTicket } from "../world/types";
import { invalid } from "./paging";
import { conversationRecord, departmentRecord, ticketRecord } from "./records";
import { withTicket } from "./tickets";

const writable = ["subject", "description", "type", "category", "tags", "cc_emails"] as const;

export function ticketWrites(parts: DeskParts): Route[] {
  const { world, changes } = parts;
  return [
    {
      name: "create_ticket",
      method: "POST",
      pattern: /^\/api\/v2\/tickets$/,
      right: "write",
      kind: "create_ticket",
      handle: ({ body }) => {
        const fields = readFields(parts, body);
        if (isRefused(fields)) return fields;
        const ticket = changes.create(fields);
        changes.tell("create", ticket.id);
        return { status: 201, body: { ticket: ticketRecord(ticket) } };
      },
    },
    {
      name: "update_ticket",
      method: "PUT",
      pattern: /^\/api\/v2\/tickets\/(\d+)$/,
      right: "write",
      kind: "update_ticket",
      handle: (request) => withTicket(world, request, (ticket) => updateTicket(parts, ticket, request)),
    },
    {
      name: "delete_ticket",
      method: "DELETE",
      pattern: /^\/api\/v2\/tickets\/(\d+)$/,
      right: "write",
      kind: "update_ticket",
      handle: (request) =>
        withTicket(world, request, ({ id }) => {
          changes.make("delete", id);
          return { status: 204 };
        }),
    },
    ...(["reply", "notes"] as const).map(
      (what): Route => ({
        name: what === "reply" ? "reply" : "add_note",
        method: "POST",
        pattern: new RegExp(`^/api/v2/tickets/(\\d+)/${what}$`),
        right: "write",
        handle: (request) => withTicket(world, request, (ticket) => converse(parts, ticket, request, what)),
      }),
    ),
    {
      name: "update_department",
      method: "PUT",
      pattern: /^\/api\/v2\/departments\/(\d+)$/,
      right: "write",
      handle: (request) => updateDepartment(parts, request),
    },
  ];
}

function updateTicket(parts: DeskParts, ticket: SimTicket, { body }: SimRequest): SimResponse {
  const fields = readFields(parts, body);
  if (isRefused(fields)) return fields;
  parts.changes.update(ticket, fields);
  return { status: 200, body: { ticket: ticketRecord(parts.world.ticket(ticket.id) ?? ticket) } };
}

/** What a caller may set, checked as far as the vendor checks it. */
function readFields({ world }: DeskParts, body: Record<string, unknown>): Partial<SimTicket> | SimResponse {
  const fields: Record<string, unknown> = {};
  for (const name of writable) if (name in body) fields[name] = body[name];
  for (const name of ["status", "priority", "source"] as const) {
    if (!(name in body)) continue;
    if (!Number.isInteger(body[name]))
      return invalid({ field: name, message: `It should be a Positive Integer`, code: "datatype_mismatch" });
    fields[name] = body[name];
  }
  const { agents, groups, requesters, companies } = world.directory;
  const references = [
    ["responder_id", "responder_id", agents],
    ["group_id", "group_id", groups],
    ["requester_id", "requester_id", requesters],
    ["department_id", "company_id", companies],
  ] as const;
  for (const [name, field, known] of references) {
    if (!(name in body)) continue;
    if (body[name] !== null && !known.some(({ id }) => id === body[name]))
      return invalid({
        field: name,
        message: `There is no ${name} matching the given value`,
        code: "invalid_value",
      });
    fields[field] = body[name];
  }
  return fields as Partial<SimTicket>;
}

function isRefused(fields: Partial<SimTicket> | SimResponse): fields is SimResponse {
  return "body" in fields;
}

function converse(
  { changes }: DeskParts,
  ticket: SimTicket,
  { body }: SimRequest,
  what: "reply" | "notes",
): SimResponse {
  if (typeof body.body !== "string" || body.body.trim() === "")
    return invalid({
      field: "body",
      message: "It should not be blank as this is a mandatory field",
      code: "missing_field",
    });
  const entry = changes.converse(ticket, what === "reply" ? "reply" : "note", {
    body: body.body,
    is_private: what === "notes" && body.private !== false,
    author_id: typeof body.user_id === "number" ? body.user_id : null,
  });
  changes.tell(what === "reply" ? "reply" : "note", ticket.id);
  return { status: 201, body: { conversation: conversationRecord(ticket.id, entry) } };
}

function updateDepartment({ world }: DeskParts, { params, body }: SimRequest): SimResponse {
  const company = world.directory.companies.find(({ id }) => String(id) === params[0]);
  if (!company) return { status: 404 };
  const custom = (body.custom_fields ?? {}) as Record<string, unknown>;
  for (const name of Object.keys(custom))
    if (name !== "account_number")
      return invalid({
        field: `custom_fields.${name}`,
        message: "Unexpected/invalid field in request",
        code: "invalid_field",
      });
  const number = custom.account_number;
  if (number !== undefined && number !== null && typeof number !== "string" && typeof number !== "number")
    return invalid({
      field: "account_number",
      message: "It should be a/an String",
      code: "datatype_mismatch",
    });
  if (number !== undefined) company.account_number = number;
  if (typeof body.name === "string") company.name = body.name;
  company.updated_at = world.now();
  return { status: 200, body: { department: departmentRecord(company) } };
}
