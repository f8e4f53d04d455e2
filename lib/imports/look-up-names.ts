import type { Context } from "@/lib/platform/organization";
import { ownerRoles } from "@/lib/tickets/schema";
import type { NewTicket } from "./build-ticket";
import { isRefusal, type Refusal, type RowValues } from "./compile-mapping";

export type Owner = { id: string; name: string; role: string | null };
type Names = {
  owners: Map<string, Owner | null>;
  requesters: Map<string, string>;
  franchises: Map<string, string | null>;
  /** First role of each priority's escalation chain: where a ticket without an owner waits. */
  queues: Map<string, string>;
};

/** Names of the file that this run has already found, or not found, in the organization. */
export type NameCache = Names;

const cacheLimit = 50_000;

export function emptyNameCache(): NameCache {
  return { owners: new Map(), requesters: new Map(), franchises: new Map(), queues: new Map() };
}

/** Finds the people, franchises and queues these tickets name, each once per run. */
export async function lookUpNames(
  ctx: Context,
  cache: NameCache,
  tickets: readonly NewTicket[],
): Promise<void> {
  for (const map of [cache.owners, cache.requesters, cache.franchises])
    if (map.size > cacheLimit) map.clear();
  await findOwners(
    ctx,
    cache,
    unknown(tickets, (ticket) => ticket.owner?.toLowerCase(), cache.owners),
  );
  await findFranchises(
    ctx,
    cache,
    unknown(tickets, (ticket) => ticket.franchise_code?.toLowerCase(), cache.franchises),
  );
  if (cache.queues.size > 0) return;
  const rows = await ctx.tx.$queryRaw<{ priority: string; role: string }[]>`
    select priority, escalation_chain ->> 0 as role from sla_config where owner_role is null and franchise_id is null`;
  for (const row of rows) cache.queues.set(row.priority, row.role);
}

export type Requester = { name: string; email: string | null; external_id: string | null };

/** The requesters of these rows that this run has not met before. */
export function unknownRequesters(cache: NameCache, reads: readonly (RowValues | Refusal)[]): Requester[] {
  if (cache.requesters.size > cacheLimit) cache.requesters.clear();
  const fresh = new Map<string, Requester>();
  for (const read of reads) {
    if (isRefusal(read)) continue;
    const key = requesterKey(read.requester, read.requesterEmail);
    if (key === null || cache.requesters.has(key)) continue;
    fresh.set(key, {
      name: read.requester ?? read.requesterEmail ?? "",
      email: read.requesterEmail,
      external_id: read.requesterEmail ? null : read.requester,
    });
  }
  return [...fresh.values()];
}

/** Requesters become contacts: by their address, else by their name as the source writes it. */
export async function storeRequesters(
  ctx: Context,
  cache: NameCache,
  fresh: readonly Requester[],
): Promise<void> {
  const wanted = JSON.stringify(fresh);
  await ctx.tx.$executeRaw`
    insert into requesters (name, email, external_id) select r.name, r.email, r.external_id
    from jsonb_to_recordset(${wanted}::jsonb) as r(name text, email text, external_id text)
    order by r.email, r.external_id on conflict do nothing`;
  const rows = await ctx.tx.$queryRaw<{ id: string; key: string }[]>`
    select q.id, coalesce(r.email, 'name:' || r.external_id) as key
    from jsonb_to_recordset(${wanted}::jsonb) as r(email text, external_id text)
    join requesters q on q.email = r.email or (r.email is null and q.external_id = r.external_id)`;
  for (const row of rows) cache.requesters.set(row.key, row.id);
}

/** Where the ticket's names lead, in the form of the table's columns. */
export function resolveNames(cache: NameCache, ticket: NewTicket) {
  const owner = ticket.owner ? (cache.owners.get(ticket.owner.toLowerCase()) ?? null) : null;
  const key = requesterKey(ticket.requester, ticket.requester_email);
  return {
    owner_id: owner?.id ?? null,
    owner_role: ticket.owner_role ?? owner?.role ?? cache.queues.get(ticket.priority) ?? "ops_agent",
    requester_id: key === null ? null : (cache.requesters.get(key) ?? null),
    assigned_franchise_id: ticket.franchise_code
      ? (cache.franchises.get(ticket.franchise_code.toLowerCase()) ?? null)
      : null,
  };
}

function requesterKey(name: string | null, email: string | null): string | null {
  return email ?? (name ? `name:${name}` : null);
}

function unknown(
  tickets: readonly NewTicket[],
  nameOf: (ticket: NewTicket) => string | undefined,
  known: Map<string, unknown>,
): string[] {
  const names = new Set<string>();
  for (const ticket of tickets) {
    const name = nameOf(ticket);
    if (name && !known.has(name)) names.add(name);
  }
  return [...names];
}

/** By address, else by a name that only one person has; requesters never own tickets. */
async function findOwners(ctx: Context, cache: NameCache, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const rows = await ctx.tx.$queryRaw<(Owner & { label: string })[]>`
    select n as label, min(u.id::text) as id, min(u.name) as name, min(u.role) as role
    from unnest(${names}::text[]) n join users u on u.email = n or lower(u.name) = n
    where u.deactivated_at is null and u.role not in ('driver', 'shipper', 'operator')
    group by n having count(*) = 1`;
  for (const name of names) cache.owners.set(name, null);
  for (const { label, id, name, role } of rows)
    cache.owners.set(label, {
      id,
      name,
      role: (ownerRoles as readonly string[]).includes(role ?? "") ? role : null,
    });
}

async function findFranchises(ctx: Context, cache: NameCache, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return;
  const rows = await ctx.tx.$queryRaw<{ label: string; id: string }[]>`
    select n as label, min(f.id::text) as id from unnest(${codes}::text[]) n
    join franchises f on lower(f.code) = n or lower(f.name) = n group by n having count(*) = 1`;
  for (const code of codes) cache.franchises.set(code, null);
  for (const row of rows) cache.franchises.set(row.label, row.id);
}
