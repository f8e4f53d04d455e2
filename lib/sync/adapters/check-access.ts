import { type Access, type Resource, VendorError } from "./adapter";
import { codeOf, fieldsOf, listOf } from "./read-fields";
import type { Call, VendorClient } from "./vendor-client";

export type AccessProbe = { resource: Resource; call: Call };

/**
 * Tries the least call of each resource. Tickets come first: what hangs on a ticket is tried with the first one found.
 * A key the vendor does not know at all is an error, as is a vendor that cannot be reached.
 */
export async function tryAccess(
  client: VendorClient,
  probes: AccessProbe[],
  perTicket: (ticketId: string) => AccessProbe[],
  perTicketResources: Resource[],
): Promise<Access[]> {
  const found: Access[] = [];
  let ticketId: string | null = null;
  for (const probe of probes) {
    const { access, json } = await tryOne(client, probe);
    found.push(access);
    if (probe.resource === "tickets") ticketId = firstId(json);
  }
  if (ticketId === null) {
    const detail = "There is no ticket that the key may read to try it with.";
    const isReadable = found.some(({ resource, is_allowed }) => resource === "tickets" && is_allowed);
    return [
      ...found,
      ...perTicketResources.map((resource) => ({ resource, is_allowed: isReadable, detail })),
    ];
  }
  for (const probe of perTicket(ticketId)) found.push((await tryOne(client, probe)).access);
  return found;
}

async function tryOne(
  client: VendorClient,
  { resource, call }: AccessProbe,
): Promise<{ access: Access; json: unknown }> {
  try {
    const { json } = await client.get(call);
    return { access: { resource, is_allowed: true, detail: null }, json };
  } catch (error) {
    if (!(error instanceof VendorError) || !answers.has(error.kind)) throw error;
    return { access: { resource, is_allowed: false, detail: error.message }, json: null };
  }
}

const answers = new Set<VendorError["kind"]>(["forbidden", "not_found", "invalid_request", "unreadable"]);

function firstId(json: unknown): string | null {
  const first = listOf(json, "tickets", "results")?.[0];
  return codeOf(fieldsOf(first)?.id);
}
