import { toAppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { loadTickets } from "@/lib/tickets/load-ticket";
import { checkChange } from "./change-ticket";
import type { BulkPreview, PreviewBulkInput } from "./schema";
import { selectTickets } from "./select-tickets";
import { shareBatch } from "./share-batch";

const shownTickets = 5;
/** A preview does not ask for a reason, so it must not refuse what lacks one. */
const assumedReason = "A reason is given when the operation starts.";

/** How many tickets the operation would change, and the refusals of the rest grouped by their reason. */
export async function previewBulk(ctx: Context, input: PreviewBulkInput): Promise<{ data: BulkPreview }> {
  const ids = await selectTickets(ctx, input);
  const shared = await shareBatch(ctx, input, assumedReason, { lock: false });
  const tickets = await loadTickets(ctx, ids);
  const refusals = new Map<string, BulkPreview["refusals"][number]>();
  let allowed = 0;
  for (const id of ids) {
    const ticket = tickets.get(id);
    try {
      checkChange(ctx, ticket, input, shared);
      allowed += 1;
    } catch (error) {
      const { code, message } = toAppError(error);
      const group = refusals.get(message) ?? { code, message, count: 0, tickets: [] };
      group.count += 1;
      if (group.tickets.length < shownTickets) group.tickets.push({ id, number: ticket?.number ?? null });
      refusals.set(message, group);
    }
  }
  const sorted = [...refusals.values()].sort((a, b) => b.count - a.count);
  return { data: { matched: ids.length, allowed, refusals: sorted } };
}
