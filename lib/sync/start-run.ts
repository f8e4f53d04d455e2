import { AppError, invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { readRun } from "./run-row";
import { type RunKind, type RunTrigger, type StartRunInput, type SyncRun, ticketRunKinds } from "./schema";

export type RunOptions = {
  days?: number | null;
  ticket_external_ids?: string[];
  read_again?: boolean;
  and_then_full?: boolean;
};
export type NewRun = {
  connection_id: string;
  kind: RunKind;
  trigger: RunTrigger;
  options?: RunOptions;
  /** Left out: whoever acts. */
  requested_by_id?: string | null;
  /** The command line works on its runs itself. */
  is_own_worker?: boolean;
};

/** Takes on a run; a background function does it. */
export async function startRun(ctx: Context, input: StartRunInput): Promise<{ data: SyncRun }> {
  const { full_sync, connection_id, kind: wanted, ...options } = input;
  const kind = full_sync ? "full" : wanted;
  if (kind === "single" && !options.ticket_external_ids)
    throw invalidField("ticket_external_ids", "Name the tickets by the vendor's ids.");
  if (options.and_then_full && kind !== "base")
    throw invalidField("and_then_full", "Only a base run is followed by a full one.");
  const connection = await chooseConnection(ctx, connection_id);
  const trigger = ctx.actor.tokenId ? "api" : "person";
  return { data: await queueRun(ctx, { connection_id: connection, kind, trigger, options }) };
}

/** The run itself, for schedules, webhooks and the command line. */
export async function queueRun(ctx: Context, run: NewRun): Promise<SyncRun> {
  await refuseSecond(ctx, run);
  const [created] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into sync_runs (connection_id, kind, trigger, options, requested_by_id)
    values (${run.connection_id}::uuid, ${run.kind}, ${run.trigger}, ${JSON.stringify(run.options ?? {})}::jsonb,
      ${run.requested_by_id ?? ctx.actor.userId}::uuid)
    returning id`;
  if (!created) throw new Error("The run was not stored.");
  if (ctx.actor.userId)
    await ctx.audit("SYNC_STARTED", null, {
      run_id: created.id,
      connection_id: run.connection_id,
      kind: run.kind,
    });
  const event = { run_id: created.id, connection_id: run.connection_id };
  if (run.is_own_worker) ctx.tell("sync.run_progressed", event);
  else ctx.emit("sync.run_requested", event);
  return readRun(ctx, created.id);
}

/** Where there is one connection, nobody need name it. */
export async function chooseConnection(ctx: Context, id: string | undefined): Promise<string> {
  const found = await ctx.tx.$queryRaw<{ id: string; name: string; source: string; is_active: boolean }[]>`
    select id, name, source, is_active from sync_connections
    where archived_at is null and (${id ?? null}::uuid is null or id = ${id ?? null}::uuid) order by name`;
  const candidates = id === undefined ? found.filter(({ is_active }) => is_active) : found;
  const [only] = candidates;
  if (only && candidates.length === 1) return only.id;
  if (id !== undefined) throw new AppError("not_found", "No such connection, or you may not see it.");
  if (candidates.length === 0)
    throw new AppError("conflict", "No connection is turned on. Connect a desk in Settings → Sync first.");
  throw invalidField(
    "connection_id",
    "There are several connections: name one.",
    candidates.map((one) => one.id),
  );
}

async function refuseSecond(ctx: Context, run: NewRun): Promise<void> {
  if (!(ticketRunKinds as readonly RunKind[]).includes(run.kind)) return;
  const [open] = await ctx.tx.$queryRaw<{ id: string; kind: string; read_count: number }[]>`
    select id, kind, read_count from sync_runs
    where connection_id = ${run.connection_id}::uuid and status in ('queued', 'running') and kind = any (${[...ticketRunKinds]}::text[])
    for update`;
  if (open)
    throw new AppError(
      "conflict",
      `A ${open.kind} run of this connection is under way and has read ${open.read_count} tickets. Wait for its end, or cancel it.`,
      { run_id: open.id },
    );
}
