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
  const unknown: string[] = [];
  let ticketId: string | null = null;
  for (const probe of probes) {
    const { access, json, isUnknown } = await tryOne(client, probe);
    found.push(access);
    if (isUnknown && everyDeskHas.has(probe.resource)) unknown.push(probe.call.subject);
    if (unknown.length > 1) throw otherDesk(client, unknown);
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
): Promise<{ access: Access; json: unknown; isUnknown: boolean }> {
  try {
    const { json } = await client.get(call);
    return { access: { resource, is_allowed: true, detail: null }, json, isUnknown: false };
  } catch (error) {
    if (!(error instanceof VendorError) || !answers.has(error.kind)) throw error;
    const isUnknown = error.kind === "not_found" || error.kind === "unreadable";
    return { access: { resource, is_allowed: false, detail: error.message }, json: null, isUnknown };
  }
}

/** A key may lack a right to them; a desk of the vendor does not lack the address. */
const everyDeskHas = new Set<Resource>(["tickets", "companies", "people"]);

function otherDesk({ vendorName }: VendorClient, unknown: string[]): VendorError {
  return new VendorError(
    "not_found",
    `What answers at this address is no ${vendorName}: it has no ${unknown.join(" and no ")}. Check the address; if the desk is another vendor's, remove this connection and connect it as what it is.`,
  );
}

const answers = new Set<VendorError["kind"]>(["forbidden", "not_found", "invalid_request", "unreadable"]);

function firstId(json: unknown): string | null {
  const first = listOf(json, "tickets", "results")?.[0];
  return codeOf(fieldsOf(first)?.id);
}
