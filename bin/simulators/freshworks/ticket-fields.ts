import type { DeskParts, SimResponse } from "../server/desk";
import type { SimTicket } from "../world/types";
import { invalid } from "./paging";

const writable = ["subject", "description", "type", "category", "tags", "cc_emails"] as const;

/** What a caller of either Freshworks desk may set on a ticket, checked as far as the vendor checks it. */
export function readTicketFields(
  { world }: DeskParts,
  body: Record<string, unknown>,
  companyField: "department_id" | "company_id",
): { fields: Partial<SimTicket> } | { refused: SimResponse } {
  const fields: Record<string, unknown> = {};
  for (const name of writable) if (name in body) fields[name] = body[name];
  for (const name of ["status", "priority", "source"] as const) {
    if (!(name in body)) continue;
    if (!Number.isInteger(body[name]))
      return {
        refused: invalid({
          field: name,
          message: "It should be a Positive Integer",
          code: "datatype_mismatch",
        }),
      };
    fields[name] = body[name];
  }
  const { agents, groups, requesters, companies } = world.directory;
  const references = [
    ["responder_id", "responder_id", agents],
    ["group_id", "group_id", groups],
    ["requester_id", "requester_id", requesters],
    [companyField, "company_id", companies],
  ] as const;
  for (const [name, field, known] of references) {
    if (!(name in body)) continue;
    if (body[name] !== null && !known.some(({ id }) => id === body[name])) {
      const message = `There is no ${name} matching the given value`;
      return { refused: invalid({ field: name, message, code: "invalid_value" }) };
    }
    fields[field] = body[name];
  }
  return { fields: fields as Partial<SimTicket> };
}

/** Sets the account number of a company; any other custom field is one that the desk does not have. */
export function writeCompany(
  { world }: DeskParts,
  id: string | undefined,
  body: Record<string, unknown>,
): { refused: SimResponse } | { company: DeskParts["world"]["directory"]["companies"][number] } {
  const company = world.directory.companies.find((each) => String(each.id) === id);
  if (!company) return { refused: { status: 404 } };
  const custom = (body.custom_fields ?? {}) as Record<string, unknown>;
  const unknown = Object.keys(custom).find((name) => name !== "account_number");
  if (unknown !== undefined) {
    const message = "Unexpected/invalid field in request";
    return { refused: invalid({ field: `custom_fields.${unknown}`, message, code: "invalid_field" }) };
  }
  const number = custom.account_number;
  if (number === null || typeof number === "string" || typeof number === "number")
    company.account_number = number;
  else if (number !== undefined) {
    const message = "It should be a/an String";
    return { refused: invalid({ field: "account_number", message, code: "datatype_mismatch" }) };
  }
  if (typeof body.name === "string") company.name = body.name;
  company.updated_at = world.now();
  return { company };
}
