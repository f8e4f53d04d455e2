import type { Actor } from "@/lib/platform/organization";
import { withOrganization } from "@/lib/platform/organization";
import type { LivePolicy } from "@/lib/platform/realtime/hub";
import { seesAllTickets, visibleTickets } from "./access";

/** Who may hear of which ticket over the live stream. */
export const ticketLivePolicy: LivePolicy = {
  seesAll: seesAllTickets,
  visibleIds: async (actor: Actor, ticketIds: string[]) => {
    const rows = await withOrganization(
      actor,
      (ctx) =>
        ctx.tx.$queryRaw<
          { id: string }[]
        >`select t.id from tickets t where t.id = any (${ticketIds}::uuid[]) and ${visibleTickets(ctx.actor)}`,
    );
    return new Set(rows.map((row) => row.id));
  },
};
