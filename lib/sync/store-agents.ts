import type { Context } from "@/lib/platform/organization";
import type { RemoteAgent, RemoteGroup } from "./adapters/adapter";
import { toRecords } from "./to-records";

/** The vendor's agents. One whose address is that of a colleague here is that colleague, unless somebody decided otherwise. */
export async function storeAgents(
  ctx: Context,
  connectionId: string,
  agents: readonly RemoteAgent[],
): Promise<void> {
  const rows = agents
    .filter(({ external_id }) => /^\d{1,18}$/.test(external_id))
    .map(({ external_id, name, email, is_active, group_external_ids }) => ({
      id: external_id,
      name: name.trim() || email || `Agent ${external_id}`,
      email: email?.trim().toLowerCase() || null,
      is_active,
      groups: group_external_ids,
    }));
  if (rows.length === 0) return;
  await ctx.tx.$executeRaw`
    insert into freshworks_user_mapping as m (connection_id, freshworks_user_id, freshworks_username, email, user_id, is_active,
      group_external_ids)
    select ${connectionId}::uuid, n.id, n.name, n.email, u.id, n.is_active, n.groups
    from jsonb_to_recordset(${toRecords(rows)}::jsonb) as n(id bigint, name text, email text, is_active boolean, groups text[])
    left join users u on u.email = n.email and u.role not in ('operator', 'shipper', 'driver')
    on conflict (organization_id, freshworks_user_id) do update set connection_id = excluded.connection_id,
      freshworks_username = excluded.freshworks_username, email = excluded.email, is_active = excluded.is_active,
      group_external_ids = excluded.group_external_ids, user_id = coalesce(m.user_id, excluded.user_id)
    where (m.connection_id, m.freshworks_username, m.email, m.is_active, m.group_external_ids, m.user_id) is distinct from
      (excluded.connection_id, excluded.freshworks_username, excluded.email, excluded.is_active, excluded.group_external_ids,
        coalesce(m.user_id, excluded.user_id))`;
}

export async function storeGroups(
  ctx: Context,
  connectionId: string,
  groups: readonly RemoteGroup[],
): Promise<void> {
  if (groups.length === 0) return;
  const rows = toRecords(groups.map(({ external_id, name }) => ({ external_id, name })));
  await ctx.tx.$executeRaw`
    insert into sync_groups as g (connection_id, external_id, name)
    select ${connectionId}::uuid, n.external_id, n.name from jsonb_to_recordset(${rows}::jsonb) as n(external_id text, name text)
    on conflict (organization_id, connection_id, external_id) do update set name = excluded.name where g.name <> excluded.name`;
}
