import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import { type Candidate, type ChosenOwner, chooseOwner, listCandidates } from "@/lib/tickets/choose-owner";
import { loadTickets } from "@/lib/tickets/load-ticket";
import { requireColleague } from "@/lib/watchers/watch-ticket";
import type { Shared } from "./change-ticket";
import type { BulkChange } from "./schema";

/** Reads once what every ticket of a batch needs. */
export async function shareBatch(
  ctx: Context,
  change: BulkChange,
  reason: string,
  options: { lock: boolean },
): Promise<Shared> {
  if (change.action === "watch" || change.action === "unwatch")
    await checkWatcher(ctx, change.payload.user_id);
  return {
    reason,
    target: change.action === "merge" ? await loadTarget(ctx, change.payload.target_id, options) : null,
    nextOwner: change.action === "assign" ? await ownerSource(ctx, change.payload) : noOwner,
  };
}

async function loadTarget(ctx: Context, id: string, options: { lock: boolean }) {
  const target = (await loadTickets(ctx, [id], options)).get(id) ?? null;
  if (target?.is_withheld)
    throw new AppError(
      "reason_required",
      "The ticket to merge into is sensitive. Open it with a reason first.",
    );
  return target;
}

async function checkWatcher(ctx: Context, userId: string | undefined): Promise<void> {
  if (!userId || userId === ctx.actor.userId) return;
  if (!hasPermission(ctx.actor, "tickets:watchers"))
    throw new AppError("forbidden", "Only managers add or remove other watchers.");
  await requireColleague(ctx, userId);
}

type Assignment = Extract<BulkChange, { action: "assign" }>["payload"];

/** The same owner for all; with `auto` whoever has least, counting what this batch has given out. */
async function ownerSource(ctx: Context, payload: Assignment): Promise<() => Promise<ChosenOwner>> {
  const { owner_role: role, owner_id: ownerId } = payload;
  if (ownerId !== "auto") {
    const owner = await chooseOwner(ctx, role, ownerId);
    return async () => owner;
  }
  const available = (await listCandidates(ctx, role)).filter((candidate) => candidate.is_available);
  return async () => giveOut(available, role);
}

function giveOut(available: Candidate[], role: string): ChosenOwner {
  const [first, ...others] = available;
  if (!first) {
    const reason = `Nobody of ${role} is available now, so the ticket waits in the queue.`;
    return { owner_id: null, owner_role: role, assignment_reason: reason };
  }
  const best = others.reduce((least, next) => (next.open_count < least.open_count ? next : least), first);
  const assignment_reason = `${best.name} has ${best.open_count} open tickets, the fewest of ${available.length} available.`;
  best.open_count += 1;
  return { owner_id: best.id, owner_role: role, assignment_reason };
}

async function noOwner(): Promise<ChosenOwner> {
  throw new Error("Only an assignment asks for owners.");
}
