import type { Context } from "@/lib/platform/organization";

export type AuditVerdict = {
  /** Rows in the chain, and rows written but not in it yet. */
  sealed: number;
  unsealed: number;
  /** Hash of the last link: kept elsewhere, it proves later that nothing before it was cut off. */
  head: string | null;
  /** The first thing wrong, null when the chain holds. */
  problem: string | null;
  audit_id: number | null;
  chain_position: number | null;
  row: { action: string; ticket_number: number | null; created_at: Date } | null;
};

/** Recomputes every digest and link of the organization's chain. */
export async function verifyAudit(ctx: Context): Promise<AuditVerdict> {
  const [verdict] = await ctx.tx.$queryRaw<AuditVerdict[]>`
    select v.sealed::float8 as sealed, v.unsealed::float8 as unsealed, encode(v.head, 'hex') as head, v.problem,
      v.audit_id::float8 as audit_id, v.chain_position::float8 as chain_position,
      case when a.id is not null then jsonb_build_object('action', a.action, 'ticket_number', t.number, 'created_at', a.created_at) end as row
    from verify_audit(${ctx.organizationId}::uuid) v
      left join ticket_audit a on a.id = v.audit_id left join tickets t on t.id = a.ticket_id`;
  if (!verdict) throw new Error("The audit chain gave no verdict.");
  return verdict.row
    ? { ...verdict, row: { ...verdict.row, created_at: new Date(verdict.row.created_at) } }
    : verdict;
}

/** Whether a head noted earlier is still part of the chain. */
export async function isInChain(ctx: Context, head: string): Promise<boolean> {
  const rows = await ctx.tx.$queryRaw<object[]>`
    select 1 from ticket_audit_seals where chain_hash = decode(${head}, 'hex') limit 1`;
  return rows.length === 1;
}
