import type { Context } from "@/lib/platform/organization";
import { nextRun } from "./connections/next-run";
import { type ConnectionSchedules, connectionSchedules } from "./connections/schema";
import { type RunKind, ticketRunKinds } from "./schema";
import { queueRun } from "./start-run";

type Due = { id: string; is_active: boolean; schedules: unknown; schedules_checked_at: Date };

/** Base data first, since tickets are linked to it; an incremental run reads all that one for closures would. */
const kindOf = [
  ["base", "base"],
  ["tickets", "incremental"],
  ["closures", "closures"],
  ["drift", "drift"],
] as const satisfies readonly (readonly [keyof ConnectionSchedules, RunKind])[];
const silentMinutes = 10;

/** Starts every run that fell due since the last look, once however long that was, and revives those nobody works on. */
export async function startDueRuns(ctx: Context): Promise<{ started: number; revived: number }> {
  const [organization] = await ctx.tx.$queryRaw<
    { time_zone: string }[]
  >`select time_zone from organizations where id = ${ctx.organizationId}::uuid`;
  const connections = await ctx.tx.$queryRaw<Due[]>`
    select id, is_active, schedules, schedules_checked_at from sync_connections where archived_at is null order by id for update`;
  let started = 0;
  for (const connection of connections) {
    // One that was off does not catch up on what it missed meanwhile.
    if (connection.is_active) started += await startOf(ctx, connection, organization?.time_zone ?? "UTC");
  }
  await ctx.tx
    .$executeRaw`update sync_connections set schedules_checked_at = app_now() where archived_at is null`;
  return { started, revived: await revive(ctx) };
}

async function startOf(ctx: Context, connection: Due, zone: string): Promise<number> {
  const schedules = connectionSchedules.parse(connection.schedules);
  const open = await ctx.tx.$queryRaw<{ kind: RunKind }[]>`
    select kind from sync_runs where connection_id = ${connection.id}::uuid and status in ('queued', 'running')`;
  const busy = new Set<RunKind>(open.map(({ kind }) => kind));
  let started = 0;
  for (const [name, kind] of kindOf) {
    const due = nextRun(schedules[name], zone, connection.schedules_checked_at);
    if (due === null || due > ctx.now || isBusy(kind, busy)) continue;
    await queueRun(ctx, { connection_id: connection.id, kind, trigger: "schedule" });
    busy.add(kind);
    started += 1;
  }
  return started;
}

function isBusy(kind: RunKind, busy: ReadonlySet<RunKind>): boolean {
  const exclusive: readonly RunKind[] = ticketRunKinds;
  return busy.has(kind) || (exclusive.includes(kind) && exclusive.some((other) => busy.has(other)));
}

/** A worker says where it stands every few seconds; whoever is silent for long has died, on whatever machine. */
async function revive(ctx: Context): Promise<number> {
  const silent = await ctx.tx.$queryRaw<{ id: string; connection_id: string }[]>`
    update sync_runs set progressed_at = app_now()
    where status in ('queued', 'running') and coalesce(progressed_at, created_at) < app_now() - make_interval(mins => ${silentMinutes}::int)
    returning id, connection_id`;
  for (const { id, connection_id } of silent) ctx.emit("sync.run_requested", { run_id: id, connection_id });
  const waiting = await ctx.tx.$queryRaw<{ connection_id: string }[]>`
    select distinct connection_id from sync_write_backs
    where status in ('queued', 'sending') and next_attempt_at <= app_now() - interval '1 minute'`;
  for (const { connection_id } of waiting) ctx.emit("sync.write_back_queued", { connection_id });
  return silent.length;
}
