import type { Context } from "@/lib/platform/organization";
import type { HistoryEntry } from "./build-history";

export type HistoryRow = {
  ticket_id: string;
  action: string;
  created_at: Date;
  payload: Record<string, unknown>;
};

export function withTicket(ticketId: string | undefined, history: readonly HistoryEntry[]): HistoryRow[] {
  return ticketId === undefined ? [] : history.map((entry) => ({ ticket_id: ticketId, ...entry }));
}

export async function insertHistory(ctx: Context, rows: readonly HistoryRow[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.tx.$executeRaw`
    insert into ticket_audit (ticket_id, action, created_at, payload)
    select h.ticket_id, h.action, h.created_at, h.payload || jsonb_build_object('imported_at', app_now())
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as h(ticket_id uuid, action text, created_at timestamptz, payload jsonb)`;
}

/** The entries that an earlier import of the same log has not written yet. */
export async function withoutKnown(ctx: Context, rows: readonly HistoryRow[]): Promise<HistoryRow[]> {
  const ids = [...new Set(rows.map((row) => row.ticket_id))];
  if (ids.length === 0) return [];
  const known = await ctx.tx.$queryRaw<HistoryRow[]>`
    select ticket_id, action, created_at, payload from ticket_audit
    where ticket_id = any (${ids}::uuid[]) and payload ? 'imported_at'`;
  const keys = new Set(known.map(identity));
  return rows.filter((row) => !keys.has(identity(row)));
}

function identity({ ticket_id, action, created_at, payload }: HistoryRow): string {
  const value = payload.new_status ?? payload.new_priority ?? payload.new ?? null;
  return JSON.stringify([ticket_id, action, created_at.getTime(), payload.field ?? null, value]);
}
