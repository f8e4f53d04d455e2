import type { Context } from "@/lib/platform/organization";

/** Jobs whose event was lost or whose writer died for good are announced once more. */
export async function reviveExports(ctx: Context): Promise<number> {
  const idle = await ctx.tx.$queryRaw<{ id: string; requested_by_id: string }[]>`
    select id, requested_by_id from ticket_export_jobs
    where status in ('pending', 'processing') and created_at < app_now() - interval '2 minutes'
      and coalesce(lease_expires_at, '-infinity') < clock_timestamp() - interval '1 minute'`;
  for (const { id, requested_by_id } of idle)
    ctx.emit("export.requested", { export_id: id, user_id: requested_by_id });
  return idle.length;
}
