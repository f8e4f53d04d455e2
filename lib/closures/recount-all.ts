import { type Context, systemActor, withOrganization } from "@/lib/platform/organization";
import { noteRecount } from "./note-sync";
import { recountClosures } from "./recount-closures";

export type CountedAll = { closures: number; days: number; time_zone: string };

const timeoutMs = 3_600_000;

/** Counts everything, or everything that waits, before it returns: for the command line, which waits for no server. */
export async function recountAll(
  organizationId: string,
  { onlyChanges = false }: { onlyChanges?: boolean } = {},
): Promise<CountedAll> {
  const actor = systemActor(organizationId);
  if (!onlyChanges)
    await withOrganization(
      actor,
      (ctx) => ctx.tx.$queryRaw`select mark_closures(${organizationId}::uuid, '-infinity')`,
    );
  for (let isDone = false; !isDone; )
    ({ isDone } = await withOrganization(actor, async (ctx) => noteRecount(ctx, await recountClosures(ctx)), {
      timeoutMs,
    }));
  return withOrganization(actor, countAll);
}

async function countAll(ctx: Context): Promise<CountedAll> {
  const [row] = await ctx.tx.$queryRaw<CountedAll[]>`
    select coalesce(sum(t.tickets_closed), 0)::int as closures, count(distinct t.date)::int as days, o.time_zone
    from organizations o left join ticket_closure_totals t on t.organization_id = o.id
    where o.id = ${ctx.organizationId}::uuid group by o.time_zone`;
  if (!row) throw new Error("The organization is not there.");
  return row;
}
