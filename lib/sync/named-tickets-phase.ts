import { withOrganization } from "@/lib/platform/organization";
import type { RunState } from "./run-state";
import { readSingles } from "./tickets-phase";

const atOnce = 50;

/** The tickets that a person, a command or a call of the vendor's named. */
export async function namedTicketsPhase(state: RunState): Promise<"more" | "done"> {
  const { checkpoint, run } = state;
  const from = Number(checkpoint.after ?? 0);
  const ids = [...new Set(run.options.ticket_external_ids)].slice(from, from + atOnce);
  if (ids.length === 0) return "done";
  await readSingles(state, ids, { after: String(from + ids.length) });
  return "more";
}

/** What earlier runs could not read or store comes first. */
export async function failuresPhase(state: RunState): Promise<"more" | "done"> {
  const { checkpoint, connection, run } = state;
  const rows = await withOrganization(
    state.actor,
    (ctx) => ctx.tx.$queryRaw<{ external_id: string }[]>`
      select distinct external_id from sync_failures
      where connection_id = ${connection.id}::uuid and resolved_at is null and run_id <> ${run.id}::uuid
        and resource in ('tickets', 'conversations', 'time_entries') and external_id <> '?' and external_id > ${checkpoint.after ?? ""}
      order by external_id limit ${atOnce}`,
  );
  const ids = rows.map(({ external_id }) => external_id);
  const last = ids.at(-1);
  if (last === undefined) return "done";
  await readSingles(state, ids, { after: last });
  return "more";
}
