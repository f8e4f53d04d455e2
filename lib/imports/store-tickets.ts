import { raw } from "@/lib/platform/database/sql";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { readPolicyBook } from "@/lib/sla/read-policy-book";
import type { TrackedState } from "./build-history";
import { type BuildContext, type BuiltTicket, buildTicket } from "./build-ticket";
import { isRefusal, type Refusal, type RowValues } from "./compile-mapping";
import { importClocks } from "./import-clocks";
import { lookUpNames, type NameCache, resolveNames } from "./look-up-names";
import type { OnDuplicate } from "./schema";
import { insertHistory, withTicket } from "./store-history";
import { type Change, type Existing, updateTickets } from "./update-tickets";

const clockNames = raw(
  "sla_due_at, sla_near_breach_at, sla_paused_at, sla_has_pauses, response_due_at, response_near_breach_at, response_paused_at",
);

export type Stored = { created: number; updated: number; skipped: number; refusals: Refusal[] };
export type StoreOptions = BuildContext & { onDuplicate: OnDuplicate; names: NameCache };

/** Stores the tickets of some rows, with their history, in the transaction of `ctx`. */
export async function storeTickets(
  ctx: Context,
  reads: readonly (RowValues | Refusal)[],
  options: StoreOptions,
): Promise<Stored> {
  const stored: Stored = { created: 0, updated: 0, skipped: 0, refusals: [] };
  const rows: RowValues[] = [];
  for (const read of reads) {
    if (isRefusal(read)) stored.refusals.push(read);
    else if (
      options.mapping.shape === "events" &&
      (read.externalId === null || read.dates.event_at === undefined)
    )
      stored.refusals.push({ row: read.row, line: read.line, raw: read.raw, reason: eventProblem(read) });
    else rows.push(read);
  }
  const existing = await findExisting(ctx, rows, options.mapping.source);
  const fresh: BuiltTicket[] = [];
  const changes: Change[] = [];
  const seen = new Set<string>();
  for (const group of groupRows(rows, options, stored)) {
    const before = existing.get(group[0]?.externalId ?? "") ?? null;
    const continues = isContinued(before, options);
    const id = group[0]?.externalId ?? null;
    const isRepeated = id !== null && seen.has(id);
    if (id !== null) seen.add(id);
    if (options.onDuplicate === "fail" && (isRepeated || (before && !continues))) throw duplicate(group[0]);
    if (before && !continues && options.onDuplicate === "skip") {
      stored.skipped += 1;
      continue;
    }
    const built = buildTicket(group, options, before && stateOf(before));
    if (typeof built === "string") refuseAll(stored, group, built);
    else if (before) changes.push({ ...built, existing: before, continues });
    else fresh.push(built);
  }
  await lookUpNames(
    ctx,
    options.names,
    [...fresh, ...changes].map((each) => each.ticket),
  );
  stored.created += await insertTickets(ctx, fresh, options, stored);
  stored.updated += await updateTickets(ctx, changes, options.mapping, options.names);
  return stored;
}

function eventProblem(row: RowValues): string {
  return row.externalId === null
    ? "The row has no id to tell whose event it is."
    : "The row has no time at which it happened.";
}

/** Rows without an id of their own are tickets by themselves; repeated ids follow the choice for duplicates. */
function groupRows(rows: readonly RowValues[], options: StoreOptions, stored: Stored): RowValues[][] {
  const groups: RowValues[][] = [];
  const byId = new Map<string, RowValues[]>();
  for (const row of rows) {
    const group = row.externalId === null ? undefined : byId.get(row.externalId);
    if (!group) {
      const started = [row];
      groups.push(started);
      if (row.externalId !== null) byId.set(row.externalId, started);
    } else if (options.mapping.shape === "events") group.push(row);
    else if (options.onDuplicate === "fail") groups.push([row]);
    else {
      if (options.onDuplicate === "update") {
        group[0] = row;
        stored.updated += 1;
      } else stored.skipped += 1;
    }
  }
  return groups;
}

/** A log sorted by time comes back to the same ticket again and again: that is no duplicate. */
function isContinued(before: Existing | null, options: StoreOptions): boolean {
  return options.mapping.shape === "events" && before?.metadata.import?.job_id === options.jobId;
}

function stateOf(existing: Existing): TrackedState {
  const { metadata } = existing;
  const last = Date.parse(metadata.import?.last_event_at ?? "");
  return {
    status: existing.status,
    priority: existing.priority,
    group: metadata.assignment_group ?? null,
    owner: metadata.assigned_to ?? null,
    lastEventAt: Number.isNaN(last) ? Number.NEGATIVE_INFINITY : last,
  };
}

async function findExisting(
  ctx: Context,
  rows: readonly RowValues[],
  source: string,
): Promise<Map<string, Existing>> {
  const ids = [...new Set(rows.map((row) => row.externalId).filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const found = await ctx.tx.$queryRaw<Existing[]>`
    select id, external_id, status, priority, metadata from tickets
    where source = ${source} and external_id = any (${ids}::text[]) order by id for update`;
  return new Map(found.map((ticket) => [ticket.external_id, ticket]));
}

/** What another process stored under the same id at this moment counts as a duplicate that is skipped. */
async function insertTickets(
  ctx: Context,
  built: readonly BuiltTicket[],
  options: StoreOptions,
  stored: Stored,
): Promise<number> {
  if (built.length === 0) return 0;
  const numbers = await ctx.tx.$queryRaw<{ number: number }[]>`
    select n as number from next_ticket_numbers(${built.length}::integer) n`;
  const book = await readPolicyBook(ctx);
  const rows = JSON.stringify(
    built.map((each, at) => {
      const names = resolveNames(options.names, each.ticket);
      return {
        ...each.ticket,
        ...names,
        ...importClocks(each, names, book, ctx.now),
        number: numbers[at]?.number,
      };
    }),
  );
  const inserted = await ctx.tx.$queryRaw<{ id: string; external_id: string }[]>`
    insert into tickets (number, source, external_id, title, description, status, priority, created_at, updated_at, resolved_at, closed_at,
      first_response_at, ${clockNames}, sla_due_is_manual, sla_due_reason, sla_breached, sla_near_notified, response_breached,
      response_near_notified, owner_id, owner_role, requester_id, assigned_franchise_id,
      linked_type, linked_id, severity, tags, is_sensitive, resolution_summary, metadata)
    select n.number, ${options.mapping.source}, n.external_id, n.title, n.description, n.status, n.priority, n.created_at, n.updated_at, n.resolved_at,
      n.closed_at, n.first_response_at, ${clockNames}, n.sla_due_is_manual, n.sla_due_reason, n.sla_breached, n.sla_near_notified,
      n.response_breached, n.response_near_notified, n.owner_id, n.owner_role, n.requester_id,
      n.assigned_franchise_id, n.linked_type, n.linked_id, n.severity, n.tags, n.is_sensitive, n.resolution_summary, n.metadata
    from jsonb_to_recordset(${rows}::jsonb) as n(number integer, external_id text, title text, description text, status text, priority text,
      created_at timestamptz, updated_at timestamptz, resolved_at timestamptz, closed_at timestamptz, first_response_at timestamptz,
      sla_due_at timestamptz, sla_near_breach_at timestamptz, sla_paused_at timestamptz, sla_has_pauses boolean,
      response_due_at timestamptz, response_near_breach_at timestamptz, response_paused_at timestamptz, sla_due_is_manual boolean,
      sla_due_reason text, sla_breached boolean, sla_near_notified boolean, response_breached boolean,
      response_near_notified boolean, owner_id uuid, owner_role text, requester_id uuid, assigned_franchise_id uuid,
      linked_type text, linked_id text, severity text, tags text[], is_sensitive boolean, resolution_summary text, metadata jsonb)
    on conflict (organization_id, source, external_id) do nothing returning id, external_id`;
  stored.skipped += built.length - inserted.length;
  const ids = new Map(inserted.map((row) => [row.external_id, row.id]));
  await insertHistory(
    ctx,
    built.flatMap((each) => withTicket(ids.get(each.ticket.external_id), each.history)),
  );
  return inserted.length;
}

function refuseAll(stored: Stored, rows: readonly RowValues[], reason: string): void {
  for (const { row, line, raw } of rows) stored.refusals.push({ row, line, raw, reason });
}

function duplicate(row: RowValues | undefined): AppError {
  return new AppError(
    "conflict",
    `Line ${row?.line}: the id “${row?.externalId}” is there already, and this import was told to stop at duplicates. What was read before it is stored; choose to skip or update duplicates and continue.`,
  );
}
