import { AppError, invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { listSlaPolicies } from "./list-sla-policies";
import { requestRecount } from "./recount-clocks";
import { type PoliciesInput, policyKey } from "./schema";

/** Puts a whole new set of policies in force, and counts open tickets anew by it. */
export async function replaceSlaPolicies(ctx: Context, input: PoliciesInput) {
  await ctx.tx
    .$queryRaw`select pg_advisory_xact_lock(hashtextextended('sla_policies' || ${ctx.organizationId}, 0))::text`;
  const before = await listSlaPolicies(ctx);
  if (input.revision !== undefined && input.revision !== before.revision)
    throw new AppError("conflict", "Somebody else changed the policies since you opened them. Reload them.", {
      current_revision: before.revision,
    });
  await checkReferences(ctx, input);
  const ids = new Map(before.data.map((policy) => [policyKey(policy), policy.id]));
  const rows = input.policies.map((policy) => ({ ...policy, id: ids.get(policyKey(policy)) ?? null }));
  const kept = rows.flatMap(({ id }) => (id === null ? [] : [id]));
  await ctx.tx.$executeRaw`delete from sla_config where not id = any (${kept}::text[])`;
  await store(ctx, JSON.stringify(rows));
  const after = await listSlaPolicies(ctx);
  if (after.revision === before.revision) return after;
  await ctx.audit("SLA_POLICIES_CHANGED", null, {
    policies: after.data.length,
    added: after.data.filter((policy) => !ids.has(policyKey(policy))).map(policyKey),
    removed: before.data.filter((policy) => !kept.includes(policy.id)).map(policyKey),
  });
  await requestRecount(ctx);
  return listSlaPolicies(ctx);
}

async function store(ctx: Context, rows: string): Promise<void> {
  await ctx.tx.$executeRaw`
    insert into sla_config (id, priority, owner_role, franchise_id, response_time_minutes, next_response_time_minutes,
      resolution_time_minutes, response_calendar_id, next_response_calendar_id, resolution_calendar_id, response_pauses,
      next_response_pauses, resolution_pauses, escalation_chain, escalation_interval_minutes)
    select coalesce(n.id, 'SLA-' || new_id()), n.priority, n.owner_role, n.franchise_id, n.response_time_minutes, n.next_response_time_minutes,
      n.resolution_time_minutes, n.response_calendar_id, n.next_response_calendar_id, n.resolution_calendar_id, n.response_pauses,
      n.next_response_pauses, n.resolution_pauses, n.escalation_chain, n.escalation_interval_minutes
    from jsonb_populate_recordset(null::sla_config, ${rows}::jsonb) n
    on conflict (organization_id, id) do update set response_time_minutes = excluded.response_time_minutes,
      next_response_time_minutes = excluded.next_response_time_minutes, resolution_time_minutes = excluded.resolution_time_minutes,
      response_calendar_id = excluded.response_calendar_id, next_response_calendar_id = excluded.next_response_calendar_id,
      resolution_calendar_id = excluded.resolution_calendar_id, response_pauses = excluded.response_pauses,
      next_response_pauses = excluded.next_response_pauses, resolution_pauses = excluded.resolution_pauses,
      escalation_chain = excluded.escalation_chain, escalation_interval_minutes = excluded.escalation_interval_minutes`;
}

async function checkReferences(ctx: Context, { policies }: PoliciesInput): Promise<void> {
  const calendars = await ctx.tx.slaCalendar.findMany({ select: { id: true } });
  const franchises = await ctx.tx.franchise.findMany({ select: { id: true } });
  const known = new Set([...calendars, ...franchises].map(({ id }) => id));
  policies.forEach((policy, at) => {
    for (const field of referenceFields) {
      const id = policy[field];
      if (id && !known.has(id))
        throw invalidField(
          `policies.${at}.${field}`,
          "There is none with this id; it may have been deleted.",
        );
    }
  });
}

const referenceFields = [
  "franchise_id",
  "response_calendar_id",
  "next_response_calendar_id",
  "resolution_calendar_id",
] as const;
