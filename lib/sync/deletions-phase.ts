import { withOrganization } from "@/lib/platform/organization";
import { type RunState, storeProgress } from "./run-state";
import { keepsSeen, readSingles, ticketQuery, workspaces } from "./tickets-phase";

const atOnce = 50;
/** A little less than the hour between two runs. */
const lookEveryMs = 55 * 60_000;
const overlapMs = 10 * 60_000;

/**
 * What the vendor lists as deleted or spam, and after a complete reading what it did not list at all. Both are hints:
 * every ticket is looked at singly before its copy is taken out of the lists.
 */
export async function readDeletionsPhase(state: RunState): Promise<"more" | "done"> {
  if (state.checkpoint.workspace < workspaces(state).length && wantsHints(state)) return readHints(state);
  return keepsSeen(state) ? readUnseen(state) : "done";
}

/** A run that finds nothing changed costs one call and no more, but once an hour it asks what was deleted. */
function wantsHints({ adapter, run, connection, checkpoint }: RunState): boolean {
  if (run.kind === "full" || run.kind === "drift") return true;
  if (adapter.listsDeleted) return false;
  const isUnderWay = checkpoint.workspace > 0 || checkpoint.cursor !== null;
  if (isUnderWay || (run.kind === "incremental" && run.new_count + run.changed_count > 0)) return true;
  const last = connection.deletions_read_at?.getTime() ?? 0;
  return run.started_at.getTime() - last >= lookEveryMs;
}

async function readHints(state: RunState): Promise<"more" | "done"> {
  const places = workspaces(state);
  const { workspace, cursor } = state.checkpoint;
  const query = { ...ticketQuery(state, places[workspace] ?? null), updated_since: hintsSince(state) };
  const page = await state.adapter.readDeletions(query, cursor);
  const hinted = page.rows.map(({ external_id }) => external_id);
  const stored = await withOrganization(
    state.actor,
    (ctx) => ctx.tx.$queryRaw<{ external_id: string }[]>`
      select external_id from ticket_sources
      where connection_id = ${state.connection.id}::uuid and external_id = any (${hinted}::text[]) and deleted_at is null`,
  );
  const isOver = page.next === null;
  const behind = isOver ? { workspace: workspace + 1, cursor: null } : { cursor: page.next };
  const ids = stored.map(({ external_id }) => external_id);
  for (let at = 0; at < ids.length; at += atOnce) await readSingles(state, ids.slice(at, at + atOnce), {});
  await storeProgress(state, behind, async (ctx) => {
    if (isOver && workspace + 1 >= places.length)
      await ctx.tx.$executeRaw`
        update sync_connections set deletions_read_at = greatest(deletions_read_at, ${state.run.started_at}::timestamptz)
        where id = ${state.connection.id}::uuid`;
    return {};
  });
  return "more";
}

/** Whatever was deleted since the last look, also where the runs between did not look. */
function hintsSince({ run, connection }: RunState): Date | null {
  const last = connection.deletions_read_at;
  if (run.cutoff_from === null || last === null) return run.cutoff_from;
  return new Date(Math.min(run.cutoff_from.getTime(), last.getTime() - overlapMs));
}

/** Only ever after the lists were read to their end: the phases follow each other, and one that fails ends the run. */
async function readUnseen(state: RunState): Promise<"more" | "done"> {
  const { run, checkpoint, connection } = state;
  const rows = await withOrganization(
    state.actor,
    (ctx) => ctx.tx.$queryRaw<{ external_id: string }[]>`
      select s.external_id from ticket_sources s
      where s.connection_id = ${connection.id}::uuid and s.deleted_at is null and s.external_id > ${checkpoint.after ?? ""}
        and (${run.cutoff_from}::timestamptz is null or s.vendor_updated_at >= ${run.cutoff_from}::timestamptz)
        and s.vendor_updated_at < ${run.cutoff_to}::timestamptz
        and not exists (select from sync_seen n where n.run_id = ${run.id}::uuid and n.external_id = s.external_id)
      order by s.external_id limit ${atOnce}`,
  );
  const ids = rows.map(({ external_id }) => external_id);
  const last = ids.at(-1);
  if (last === undefined) return "done";
  await readSingles(state, ids, { after: last });
  return "more";
}
