import { type Context, withOrganization } from "@/lib/platform/organization";
import { type RunState, storeProgress } from "./run-state";
import { readSingles, ticketQuery, unlessRefused, workspaces } from "./tickets-phase";

const sampleSize = 200;
const atOnce = 50;

/**
 * Counts on both sides, then some tickets field by field: half of them those changed last, whose hours and notes may
 * have grown without the vendor calling the ticket changed, half by chance.
 */
export async function samplePhase(state: RunState): Promise<"more" | "done"> {
  const { checkpoint } = state;
  if (checkpoint.after === null) {
    await compareCounts(state);
    return "more";
  }
  const from = Number(checkpoint.after);
  if (from >= sampleSize) return "done";
  const ids = await withOrganization(state.actor, (ctx) => pickSample(ctx, state, from));
  if (ids.length === 0) return "done";
  await readSingles(state, ids, { after: String(from + atOnce) });
  return "more";
}

/** Where the vendor cannot count what the copy is meant to hold, the lists themselves are read. */
async function compareCounts(state: RunState): Promise<void> {
  let there: number | null = 0;
  for (const workspace of workspaces(state)) {
    const count: number | null = await unlessRefused(
      state.adapter.countTickets(ticketQuery(state, workspace)),
    );
    there = count === null || there === null ? null : there + count;
  }
  const here = await withOrganization(state.actor, (ctx) => countHere(ctx, state.connection.id));
  const differs = there !== here;
  const expected = Math.min(sampleSize, here) + (differs ? Math.max(there ?? 0, here) : 0);
  await storeProgress(state, { after: "0", is_sweeping: differs }, async (ctx) => {
    if (there !== null && differs)
      await ctx.tx.$executeRaw`
        insert into sync_drifts (run_id, connection_id, kind, detail)
        values (${state.run.id}::uuid, ${state.connection.id}::uuid, 'count', ${JSON.stringify({ here, there })}::jsonb)`;
    return { expected };
  });
}

/** A merged ticket is out of our lists and still in the vendor's. */
async function countHere(ctx: Context, connectionId: string): Promise<number> {
  const [row] = await ctx.tx.$queryRaw<{ here: number }[]>`
    select count(*)::int as here from ticket_sources
    where connection_id = ${connectionId}::uuid and (deleted_at is null or deleted_reason = 'merged')`;
  return row?.here ?? 0;
}

/** The same ones after a crash: chance comes from the run's own id. */
async function pickSample(ctx: Context, { run, connection }: RunState, from: number): Promise<string[]> {
  const half = sampleSize / 2;
  const rows = await ctx.tx.$queryRaw<{ external_id: string }[]>`
    with newest as (
      select external_id from ticket_sources
      where connection_id = ${connection.id}::uuid and deleted_at is null and vendor_updated_at < ${run.cutoff_to}::timestamptz
      order by vendor_updated_at desc, external_id limit ${half}
    ), chance as (
      select external_id from ticket_sources
      where connection_id = ${connection.id}::uuid and deleted_at is null
      order by hashtextextended(external_id || ${run.id}::text, 0) limit ${half}
    )
    select external_id from (select external_id from newest union select external_id from chance) chosen order by external_id
    limit ${atOnce} offset ${from}`;
  return rows.map(({ external_id }) => external_id);
}
