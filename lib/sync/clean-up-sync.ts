import type { Context } from "@/lib/platform/organization";

const historyDays = 180;
const receiptDays = 30;

/** Forgets the vendors' own answers after the days their connection says, and runs that nobody looks up any more. */
export async function cleanUpSync(ctx: Context): Promise<{ payloads: number; runs: number }> {
  const payloads = await ctx.tx.$executeRaw`
    delete from sync_payloads p using sync_connections c
    where c.id = p.connection_id and p.fetched_at < app_now() - make_interval(days =>
      coalesce((c.settings ->> 'retention_days')::int, 30))`;
  await ctx.tx.$executeRaw`
    delete from sync_webhook_receipts where handled_at < app_now() - make_interval(days => ${receiptDays}::int)`;
  await ctx.tx.$executeRaw`
    delete from sync_failures where resolved_at < app_now() - make_interval(days => ${historyDays}::int)`;
  // A run whose failures are still open is kept for them.
  const runs = await ctx.tx.$executeRaw`
    delete from sync_runs r where r.completed_at < app_now() - make_interval(days => ${historyDays}::int)
      and not exists (select from sync_failures f where f.run_id = r.id and f.resolved_at is null)`;
  return { payloads, runs };
}
