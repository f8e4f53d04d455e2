import type { Context } from "@/lib/platform/organization";
import type { RemotePerson } from "./adapters/adapter";
import { toRecords } from "./to-records";

export type MirrorPerson = Pick<
  RemotePerson,
  "external_id" | "name" | "email" | "phone" | "company_external_ids" | "is_active"
>;

/**
 * Requesters of the vendor's people. One who is known here already, by an earlier run or by address, is that requester;
 * two records with one address are one person.
 */
export async function storePeople(
  ctx: Context,
  connectionId: string,
  people: readonly MirrorPerson[],
): Promise<void> {
  if (people.length === 0) return;
  const rows = toRecords(people.map(tidy).toSorted(byAddress));
  await insertUnknown(ctx, connectionId, rows);
  await ctx.tx.$executeRaw`
    insert into requester_sources as s (connection_id, external_id, requester_id, name, email, phone, company_external_ids, is_active)
    select ${connectionId}::uuid, n.external_id, coalesce(old.requester_id, r.id, a.id), n.name, n.email, n.phone,
      n.company_external_ids, n.is_active
    from jsonb_to_recordset(${rows}::jsonb) as n(external_id text, name text, email text, phone text, company_external_ids text[],
      is_active boolean)
    left join requester_sources old on old.connection_id = ${connectionId}::uuid and old.external_id = n.external_id
    left join requesters r on r.email = n.email
    left join requesters a on n.email is null and a.external_id = ${connectionId}::text || ':' || n.external_id
    where coalesce(old.requester_id, r.id, a.id) is not null
    on conflict (organization_id, connection_id, external_id) do update set name = excluded.name, email = excluded.email,
      phone = excluded.phone, company_external_ids = excluded.company_external_ids, is_active = excluded.is_active, updated_at = app_now()
    where (s.name, s.email, s.phone, s.company_external_ids, s.is_active)
      is distinct from (excluded.name, excluded.email, excluded.phone, excluded.company_external_ids, excluded.is_active)`;
  await refresh(ctx, connectionId, rows);
}

async function insertUnknown(ctx: Context, connectionId: string, rows: string): Promise<void> {
  // Without an address nothing but the vendor's own id tells a person from another one.
  await ctx.tx.$executeRaw`
    insert into requesters (name, email, phone, external_id)
    select distinct on (coalesce(n.email, n.external_id)) n.name, n.email, n.phone,
      case when n.email is null then ${connectionId}::text || ':' || n.external_id end
    from jsonb_to_recordset(${rows}::jsonb) as n(external_id text, name text, email text, phone text)
    where not exists (select from requester_sources s where s.connection_id = ${connectionId}::uuid and s.external_id = n.external_id)
      and not exists (select from requesters r where r.email = n.email)
    order by coalesce(n.email, n.external_id)
    on conflict do nothing`;
}

/** Names and companies follow the vendor; an address follows unless somebody else has it. */
async function refresh(ctx: Context, connectionId: string, rows: string): Promise<void> {
  await ctx.tx.$executeRaw`
    update requesters r set name = x.name, phone = x.phone, company_id = x.company_id, email = x.email
    from (
      select distinct on (s.requester_id) s.requester_id, n.name, coalesce(n.phone, p.phone) as phone,
        coalesce(c.company_id, p.company_id) as company_id,
        case when n.email is null or n.email = p.email or exists (select from requesters o where o.email = n.email) then p.email
          else n.email end as email
      from jsonb_to_recordset(${rows}::jsonb) as n(external_id text, name text, email text, phone text, company_external_ids text[])
      join requester_sources s on s.connection_id = ${connectionId}::uuid and s.external_id = n.external_id
      join requesters p on p.id = s.requester_id
      left join lateral (
        select cs.company_id from unnest(n.company_external_ids) with ordinality as wanted (id, place)
        join company_sources cs on cs.connection_id = ${connectionId}::uuid and cs.external_id = wanted.id and cs.company_id is not null
        order by wanted.place limit 1) c on true
      order by s.requester_id, n.external_id
    ) x
    where r.id = x.requester_id and (r.name, r.phone, r.company_id, r.email) is distinct from (x.name, x.phone, x.company_id, x.email)`;
}

function tidy(person: MirrorPerson): MirrorPerson {
  const email = person.email?.trim().toLowerCase() || null;
  return {
    external_id: person.external_id,
    name: person.name.trim() || email || `Person ${person.external_id}`,
    email,
    phone: person.phone,
    company_external_ids: person.company_external_ids,
    is_active: person.is_active,
  };
}

/** In one order everywhere, so that two runs that meet the same people never wait for each other. */
function byAddress(left: MirrorPerson, right: MirrorPerson): number {
  const [one, other] = [left.email ?? left.external_id, right.email ?? right.external_id];
  return one < other ? -1 : one > other ? 1 : 0;
}
