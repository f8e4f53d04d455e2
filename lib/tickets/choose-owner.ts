import { sql } from "@/lib/platform/database/sql";
import { invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";

export type ChosenOwner = { owner_id: string | null; owner_role: string; assignment_reason: string | null };

/** A named person, the least loaded available one (`auto`), or the role's queue (nothing). */
export async function chooseOwner(
  ctx: Context,
  role: string,
  ownerId: string | "auto" | null | undefined,
): Promise<ChosenOwner> {
  if (!ownerId) return { owner_id: null, owner_role: role, assignment_reason: null };
  if (ownerId === "auto") return leastLoaded(ctx, role);
  const person = await ctx.tx.user.findFirst({ where: { id: ownerId, deactivated_at: null } });
  if (!person) throw invalidField("owner_id", "No such active person.");
  if (person.role !== role)
    throw invalidField("owner_id", `${person.name} is ${person.role}, not ${role}.`, [person.role]);
  return { owner_id: person.id, owner_role: role, assignment_reason: null };
}

export type Candidate = {
  id: string;
  name: string;
  role: string;
  is_available: boolean;
  shift_starts_at: string | null;
  shift_ends_at: string | null;
  open_count: number;
  mean_resolution_hours: number | null;
};

/** People of a role with their load; available first, then fewest open tickets, then who waited longest. */
export async function listCandidates(ctx: Context, role: string): Promise<Candidate[]> {
  return ctx.tx.$queryRaw<Candidate[]>`
    select u.id, u.name, u.role, to_char(u.shift_starts_at, 'HH24:MI') as shift_starts_at, to_char(u.shift_ends_at, 'HH24:MI') as shift_ends_at,
      u.is_available and ${onShift()} as is_available, load.open_count, load.mean_resolution_hours
    from users u cross join lateral (
      select count(*) filter (where t.status not in ('RESOLVED', 'CLOSED'))::int as open_count,
        round(avg(extract(epoch from t.resolved_at - t.created_at) / 3600)
          filter (where t.resolved_at > app_now() - interval '90 days'), 1)::float as mean_resolution_hours,
        max(t.updated_at) as last_touched_at
      from tickets t where t.owner_id = u.id and not t.archived
    ) load
    where u.role = ${role} and u.deactivated_at is null
    order by 6 desc, load.open_count, load.last_touched_at nulls first, u.id`;
}

async function leastLoaded(ctx: Context, role: string): Promise<ChosenOwner> {
  const available = (await listCandidates(ctx, role)).filter((candidate) => candidate.is_available);
  const best = available[0];
  if (!best) {
    return {
      owner_id: null,
      owner_role: role,
      assignment_reason: `Nobody of ${role} is available now, so the ticket waits in the queue.`,
    };
  }
  const among =
    available.length === 1 ? "the only one available" : `the fewest of ${available.length} available`;
  return {
    owner_id: best.id,
    owner_role: role,
    assignment_reason: `${best.name} has ${best.open_count} open ${best.open_count === 1 ? "ticket" : "tickets"}, ${among}.`,
  };
}

/** Shifts are wall-clock times in the organization's zone and may cross midnight. */
function onShift() {
  const clock = sql`(app_now() at time zone (select o.time_zone from organizations o))::time`;
  return sql`(u.shift_starts_at is null or u.shift_ends_at is null or case when u.shift_starts_at <= u.shift_ends_at
    then ${clock} >= u.shift_starts_at and ${clock} < u.shift_ends_at
    else ${clock} >= u.shift_starts_at or ${clock} < u.shift_ends_at end)`;
}
