import type { Context } from "@/lib/platform/organization";
import { type LoadedTicket, loadTickets, withheld } from "@/lib/tickets/load-ticket";
import { applyUndoMerge } from "@/lib/tickets/undo-merge";
import { applyUnwatch } from "@/lib/watchers/unwatch-ticket";
import { applyWatch } from "@/lib/watchers/watch-ticket";
import { attempt, type Extra, type Item, type Outcome, type RunningOperation, refuse } from "./attempt";
import type { BulkAction } from "./schema";
import { putBack } from "./snapshot";

type Original = {
  ticket_id: string;
  action: BulkAction;
  version_after: number;
  before: Record<string, unknown>;
  after: Extra;
};

/** Puts tickets back to what they were before an operation, where nobody has changed them since. */
export async function undoItems(
  ctx: Context,
  operation: RunningOperation,
  originalId: string,
  items: Item[],
  tickets: Map<string, LoadedTicket>,
): Promise<Outcome[]> {
  const ids = items.map((item) => item.ticket_id);
  const originals = await ctx.tx.$queryRaw<Original[]>`
    select i.ticket_id, o.action, i.version_after, i.before, i.after
    from bulk_operation_items i join bulk_operations o on o.id = i.operation_id
    where i.operation_id = ${originalId}::uuid and i.ticket_id = any (${ids}::uuid[]) and i.result = 'succeeded'`;
  const byTicket = new Map(originals.map((original) => [original.ticket_id, original]));
  const outcomes: Outcome[] = [];
  for (const item of items) {
    const [original, ticket] = [byTicket.get(item.ticket_id), tickets.get(item.ticket_id)];
    outcomes.push(
      await attempt(ctx, item, async (own) => {
        if (!original || !ticket)
          return refuse("There is nothing to put back, or you may not see this ticket.");
        if (ticket.is_withheld) throw withheld(ticket);
        if (ticket.version !== original.version_after)
          return refuse("Someone has changed this ticket since, so it was left as it is.");
        return () => undoOne(own, original, operation.reason);
      }),
    );
  }
  return outcomes;
}

async function undoOne(ctx: Context, original: Original, reason: string): Promise<Extra> {
  const { user_id: userId, was_added: wasAdded, channels } = original.after;
  switch (original.action) {
    case "watch":
      if (wasAdded) await applyUnwatch(ctx, original.ticket_id, String(userId));
      return {};
    case "unwatch":
      if (channels) await applyWatch(ctx, original.ticket_id, String(userId), channels);
      return {};
    case "merge":
      await loadTickets(ctx, [original.ticket_id], { lock: true });
      await applyUndoMerge(ctx, original.ticket_id, reason);
      return {};
    default:
      await putBack(ctx, original.ticket_id, original.before);
      return {};
  }
}
