import type { Context } from "@/lib/platform/organization";
import type { RemoteTicket } from "./adapters/adapter";
import type { TicketContent } from "./ticket-content";

type CompanyLink = { external_id: string; company_id: string | null; name: string };
type RequesterLink = {
  external_id: string;
  requester_id: string;
  company_id: string | null;
  name: string;
};
type AgentLink = { external_id: string; user_id: string | null; role: string | null; name: string };

/** What the vendor's ids of companies and people stand for here. */
export type Links = {
  companies: ReadonlyMap<string, CompanyLink>;
  requesters: ReadonlyMap<string, RequesterLink>;
  agents: ReadonlyMap<string, AgentLink>;
};

export function ownerOf(links: Links, responder: string | null): { user_id: string; role: string } | null {
  const agent = responder === null ? undefined : links.agents.get(responder);
  return agent?.user_id && agent.role ? { user_id: agent.user_id, role: agent.role } : null;
}

/** Everyone and every company that these tickets name. */
export async function readLinks(
  ctx: Context,
  connectionId: string,
  contents: readonly TicketContent[],
): Promise<Links> {
  const people = new Set<string>();
  const companies = new Set<string>();
  for (const { ticket, conversations, time_entries } of contents) {
    add(companies, ticket.company_external_id);
    add(people, ticket.requester_external_id);
    add(people, ticket.responder_external_id);
    for (const { author_external_id } of conversations ?? []) add(people, author_external_id);
    for (const { agent_external_id } of time_entries ?? []) add(people, agent_external_id);
  }
  const numbers = [...people].filter((id) => /^\d{1,18}$/.test(id));
  const companyRows = await ctx.tx.$queryRaw<CompanyLink[]>`
    select external_id, company_id, name from company_sources
    where connection_id = ${connectionId}::uuid and external_id = any (${[...companies]}::text[])`;
  const requesterRows = await ctx.tx.$queryRaw<RequesterLink[]>`
    select s.external_id, s.requester_id, r.company_id, s.name from requester_sources s join requesters r on r.id = s.requester_id
    where s.connection_id = ${connectionId}::uuid and s.external_id = any (${[...people]}::text[])`;
  const agentRows = await ctx.tx.$queryRaw<AgentLink[]>`
    select m.freshworks_user_id::text as external_id, m.user_id, u.role, m.freshworks_username as name
    from freshworks_user_mapping m left join users u on u.id = m.user_id
    where m.freshworks_user_id = any (${numbers}::bigint[])`;
  return { companies: byId(companyRows), requesters: byId(requesterRows), agents: byId(agentRows) };
}

function add(ids: Set<string>, id: string | null): void {
  if (id !== null) ids.add(id);
}

function byId<Row extends { external_id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.external_id, row]));
}

/** People a ticket brings along itself, where the vendor embeds them. */
export function embeddedRequesters(tickets: readonly RemoteTicket[]) {
  const found = new Map<string, { external_id: string; name: string; email: string | null }>();
  for (const ticket of tickets) {
    const { requester_external_id: id, requester_name: name, requester_email: email } = ticket;
    if (id !== null && (name || email))
      found.set(id, { external_id: id, name: name ?? email ?? "", email: email ?? null });
  }
  return [...found.values()];
}
