import { withOrganization } from "@/lib/platform/organization";
import { type RunState, storeProgress } from "./run-state";
import { keepsSeen, readSingles, ticketQuery, workspaces } from "./tickets-phase";

const atOnce = 50;

/**
 * What the vendor lists as deleted or spam, and after a complete reading what it did not list at all. Both are hints:
 * every ticket is looked at singly before its copy is taken out of the lists.
 */
export async function readDeletionsPhase(state: RunState): Promise<"more" | "done"> {
  const { checkpoint, run } = state;
  // An incremental run that found nothing changed costs one call and no more.
  if (run.kind === "incremental" && run.new_count + run.changed_count === 0) return "done";
  if (checkpoint.workspace < workspaces(state).length) return readHints(state);
  return keepsSeen(state) ? readUnseen(state) : "done";
}

async function readHints(state: RunState): Promise<"more" | "done"> {
  const places = workspaces(state);
  const { workspace, cursor } = state.checkpoint;
  const page = await state.adapter.readDeletions(ticketQuery(state, places[workspace] ?? null), cursor);
  const hinted = page.rows.map(({ external_id }) => external_id);
  const stored = await withOrganization(
    state.actor,
    (ctx) => ctx.tx.$queryRaw<{ external_id: string }[]>`
      select external_id from ticket_sources
      where connection_id = ${state.connection.id}::uuid and external_id = any (${hinted}::text[]) and deleted_at is null`,
  );
  const behind = page.next === null ? { workspace: workspace + 1, cursor: null } : { cursor: page.next };
  const ids = stored.map(({ external_id }) => external_id);
  for (let at = 0; at < ids.length; at += atOnce) await readSingles(state, ids.slice(at, at + atOnce), {});
  await storeProgress(state, behind);
  return "more";
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
