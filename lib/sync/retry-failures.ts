import type { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import type { retryFailuresInput, SyncRun } from "./schema";
import { queueRun } from "./start-run";

const mostAtOnce = 500;

/** Reads failed tickets again now, in a run of their own. */
export async function retryFailures(
  ctx: Context,
  input: z.output<typeof retryFailuresInput>,
): Promise<{ data: SyncRun }> {
  const rows = await ctx.tx.$queryRaw<{ external_id: string }[]>`
    select distinct external_id from sync_failures
    where connection_id = ${input.connection_id}::uuid and resolved_at is null and external_id <> '?'
      and resource in ('tickets', 'conversations', 'time_entries', 'time_entry')
      and (${input.ids ?? null}::uuid[] is null or id = any (${input.ids ?? null}::uuid[]))
    order by external_id limit ${mostAtOnce}`;
  if (rows.length === 0)
    throw new AppError(
      "conflict",
      "No failed ticket of this connection is open: there is nothing to try again.",
    );
  const ticket_external_ids = rows.map(({ external_id }) => external_id);
  const trigger = ctx.actor.tokenId ? "api" : "person";
  const { connection_id } = input;
  return {
    data: await queueRun(ctx, {
      connection_id,
      kind: "single",
      trigger,
      options: { ticket_external_ids, read_again: true },
    }),
  };
}
