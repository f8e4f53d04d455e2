import type { Context } from "@/lib/platform/organization";
import type { ReadFailure, ReadOutcome } from "./read-contents";
import { toRecords } from "./to-records";

/** Lists what could not be read or stored; the next run tries it again. */
export async function noteFailures(
  ctx: Context,
  run: { id: string; connection_id: string },
  failures: readonly ReadFailure[],
): Promise<void> {
  if (failures.length === 0) return;
  const unique = new Map(failures.map((failure) => [`${failure.resource} ${failure.external_id}`, failure]));
  await ctx.tx.$executeRaw`
    insert into sync_failures as f (run_id, connection_id, resource, external_id, reason)
    select ${run.id}::uuid, ${run.connection_id}::uuid, n.resource, n.external_id, left(n.reason, 1000)
    from jsonb_to_recordset(${toRecords([...unique.values()])}::jsonb) as n(resource text, external_id text, reason text)
    on conflict (organization_id, connection_id, resource, external_id) where resolved_at is null
    do update set reason = excluded.reason, attempts = f.attempts + 1, last_attempt_at = app_now(), run_id = excluded.run_id`;
}

/** Whatever was read completely or confirmed to be gone is no failure any more. */
export async function resolveFailures(
  ctx: Context,
  connectionId: string,
  { contents, gone, failures }: Pick<ReadOutcome, "contents" | "gone" | "failures">,
): Promise<void> {
  const failed = new Set(failures.map(({ external_id }) => external_id));
  const read = contents
    .filter(({ time_entries }) => time_entries !== null)
    .map(({ ticket }) => ticket.external_id);
  await resolve(
    ctx,
    connectionId,
    ["time_entry"],
    read.filter((id) => !failed.has(id)),
  );
  const whole = contents.filter(({ is_complete }) => is_complete).map(({ ticket }) => ticket.external_id);
  const unread = new Set(failures.filter(isUnread).map(({ external_id }) => external_id));
  const ids = [...whole, ...gone.map(({ external_id }) => external_id)].filter((id) => !unread.has(id));
  await resolve(ctx, connectionId, ["tickets", "conversations", "time_entries"], ids);
}

/** Whether something is still to be read, and not only to be understood. */
export function isUnread({ resource }: ReadFailure): boolean {
  return resource !== "time_entry";
}

async function resolve(
  ctx: Context,
  connectionId: string,
  resources: readonly string[],
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await ctx.tx.$executeRaw`
    update sync_failures set resolved_at = app_now()
    where connection_id = ${connectionId}::uuid and external_id = any (${ids}::text[]) and resolved_at is null
      and resource = any (${resources}::text[])`;
}
