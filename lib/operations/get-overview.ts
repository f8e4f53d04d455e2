import type { z } from "zod";
import { env } from "@/lib/platform/env";
import type { Context } from "@/lib/platform/organization";
import type { operationsOverview } from "./schema";

type Overview = z.output<typeof operationsOverview>;

export async function getOverview(ctx: Context): Promise<{ data: Overview }> {
  const [row] = await ctx.tx.$queryRaw<Omit<Overview, "engine">[]>`
    select lag.unsent::int as outbox_unsent,
      coalesce(greatest(extract(epoch from now() - lag.oldest_at), 0), 0)::float8 as outbox_lag_seconds,
      (select count(*)::int from inngest.runs where status = 'queued') as queued,
      (select count(*)::int from inngest.runs where status = 'running') as running,
      (select count(*)::int from inngest.runs where status = 'failed' and ended_at > now() - interval '1 day') as failed_last_day,
      (select count(*)::int from inngest.runs where status = 'completed' and ended_at > now() - interval '1 day') as completed_last_day,
      now() as sampled_at
    from outbox_lag() lag`;
  if (!row) throw new Error("The overview has no row.");
  return { data: { ...row, engine: keepsRunsHere() ? "local" : "elsewhere" } };
}

/** The embedded server, or the same one alone on this machine, keeps its state in the desk's database. */
function keepsRunsHere(): boolean {
  const { INNGEST_BASE_URL, INNGEST_DEV } = env();
  if (INNGEST_DEV && INNGEST_DEV !== "0" && INNGEST_DEV !== "false") return false;
  return INNGEST_BASE_URL
    ? ["127.0.0.1", "localhost", "[::1]"].includes(new URL(INNGEST_BASE_URL).hostname)
    : false;
}
