import { raw } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import type { TicketPriority } from "@/lib/tickets/schema";
import type { TicketStatus } from "@/lib/tickets/status";
import type { BuiltTicket } from "./build-ticket";
import { type NameCache, resolveNames } from "./look-up-names";
import { metadataKey } from "./propose-mapping";
import type { Cell } from "./records";
import type { ImportMapping } from "./schema";
import { insertHistory, withoutKnown, withTicket } from "./store-history";

export type Existing = {
  id: string;
  external_id: string;
  status: TicketStatus;
  priority: TicketPriority;
  metadata: {
    import?: { job_id?: string; last_event_at?: string };
    assignment_group?: string;
    assigned_to?: string;
  };
};
/** `continues`: more events of a ticket that this very job has created. */
export type Change = BuiltTicket & { existing: Existing; continues: boolean };

const columns = {
  title: "text",
  description: "text",
  status: "text",
  priority: "text",
  created_at: "timestamptz",
  resolved_at: "timestamptz",
  closed_at: "timestamptz",
  first_response_at: "timestamptz",
  sla_due_at: "timestamptz",
  sla_due_is_manual: "boolean",
  sla_breached: "boolean",
  owner_id: "uuid",
  owner_role: "text",
  requester_id: "uuid",
  assigned_franchise_id: "uuid",
  linked_type: "text",
  linked_id: "text",
  severity: "text",
  tags: "text[]",
  is_sensitive: "boolean",
  resolution_summary: "text",
  metadata: "jsonb",
} as const;
type Column = keyof typeof columns;

const names = Object.keys(columns) as Column[];
/** How a column follows from what was given (g) and what is there (t); the others take the given value if any. */
const rules: Partial<Record<Column, string>> = {
  resolved_at: "case when p.status in ('RESOLVED', 'CLOSED') then coalesce(g.resolved_at, t.resolved_at) end",
  closed_at: "case when p.status = 'CLOSED' then coalesce(g.closed_at, t.closed_at) end",
  sla_due_is_manual: "t.sla_due_is_manual or g.sla_due_at is not null",
  metadata: "(t.metadata - coalesce(g.stale_keys, '{}')) || coalesce(g.metadata, '{}')",
};
const definition = raw(names.map((name) => `${name} ${columns[name]}`).join(", "));
const nextValues = raw(
  names.map((name) => `${rules[name] ?? `coalesce(g.${name}, t.${name})`} as ${name}`).join(", "),
);
const assignments = raw(names.map((name) => `${name} = n.${name}`).join(", "));
const listed = (alias: string) => raw(names.map((name) => `${alias}.${name}`).join(", "));

/** Takes over what the file gives; a value it does not have leaves the ticket's own. Rows that change nothing stay untouched. */
export async function updateTickets(
  ctx: Context,
  changes: readonly Change[],
  mapping: ImportMapping,
  cache: NameCache,
): Promise<number> {
  if (changes.length === 0) return 0;
  const isLog = mapping.shape === "events";
  const rows = changes
    .filter((change) => !change.isOlder)
    .map((change) => givenValues(change, mapping, cache));
  const changed = await ctx.tx.$queryRaw<{ id: string }[]>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, updated_at timestamptz, stale_keys text[], ${definition})
    ), next as (
      select t.id, g.updated_at, ${nextValues} from given g join tickets t on t.id = g.id
      cross join lateral (select coalesce(g.status, t.status) as status, coalesce(g.priority, t.priority) as priority,
        coalesce(g.created_at, t.created_at) as created_at) p
    )
    update tickets t set updated_at = coalesce(n.updated_at, app_now()), ${assignments}
    from next n where t.id = n.id and (${listed("t")}) is distinct from (${listed("n")}) returning t.id`;
  if (!isLog) return changed.length;
  return addHistory(ctx, changes, new Set(changed.map((row) => row.id)));
}

async function addHistory(
  ctx: Context,
  changes: readonly Change[],
  changed: ReadonlySet<string>,
): Promise<number> {
  const again = changes.filter((change) => !change.continues);
  const late = await withoutKnown(
    ctx,
    again.flatMap((change) => withTicket(change.existing.id, change.history)),
  );
  const continued = changes.filter((change) => change.continues);
  await insertHistory(ctx, [
    ...continued.flatMap((change) => withTicket(change.existing.id, change.history)),
    ...late,
  ]);
  const grown = new Set(late.map((row) => row.ticket_id));
  const updated = again.filter(({ existing }) => changed.has(existing.id) || grown.has(existing.id));
  // The trigger leaves a continued history to the import, so the import itself says that it changed the ticket.
  await insertHistory(
    ctx,
    updated.map(({ existing }) => ({
      ticket_id: existing.id,
      action: "IMPORT_UPDATED",
      created_at: ctx.now,
      payload: { source: "import" },
    })),
  );
  return updated.length;
}

function givenValues(change: Change, mapping: ImportMapping, cache: NameCache): Record<string, unknown> {
  const { ticket, existing } = change;
  const found = resolveNames(cache, ticket);
  const given = new Set<string>(change.given);
  const values: Record<string, unknown> = { id: existing.id };
  for (const name of names) if (given.has(name)) values[name] = ticket[name as keyof typeof ticket];
  if (found.owner_id) Object.assign(values, { owner_id: found.owner_id, owner_role: found.owner_role });
  if (given.has("requester")) values.requester_id = found.requester_id;
  if (given.has("franchise_code")) values.assigned_franchise_id = found.assigned_franchise_id;
  const { import: origin, ...metadata } = ticket.metadata as Record<string, Cell>;
  values.metadata = metadata;
  if (mapping.shape === "events") {
    values.metadata = {
      ...metadata,
      import: {
        ...existing.metadata.import,
        last_event_at: (origin as { last_event_at: string }).last_event_at,
      },
    };
    values.stale_keys = mappedKeys(mapping).filter((key) => !(key in metadata));
  }
  if (change.continues) values.updated_at = ticket.updated_at;
  return values;
}

/** A log's newest row says all there is: what it leaves empty is empty now. */
function mappedKeys(mapping: ImportMapping): string[] {
  return mapping.columns.map((column) => {
    if (column.target === "owner") return "assigned_to";
    return column.target === "assignment_group"
      ? "assignment_group"
      : (column.key ?? metadataKey(column.column));
  });
}
