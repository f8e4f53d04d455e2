import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { isWithheld, visibleTickets } from "@/lib/tickets/access";
import type { EntityDetail, EntityKey } from "./schema";

/** One entity, with how many tickets the actor may read are linked to it. */
export async function getEntity(ctx: Context, key: EntityKey): Promise<{ data: EntityDetail }> {
  const [data] = await ctx.tx.$queryRaw<EntityDetail[]>`
    select e.type, e.entity_id, e.label, e.detail, e.url, e.updated_at, linked.ticket_count, linked.open_ticket_count
    from linked_entities e cross join lateral (
      select count(*)::int as ticket_count,
        (count(*) filter (where t.status not in ('RESOLVED', 'CLOSED')))::int as open_ticket_count
      from tickets t where t.linked_type = e.type and t.linked_id = e.entity_id and not t.archived and ${visibleTickets(ctx.actor)}
        and not ${isWithheld(ctx.actor)}
    ) linked
    where e.type = ${key.type} and e.entity_id = ${key.entity_id}`;
  if (!data) throw notFound("entity");
  return { data };
}
