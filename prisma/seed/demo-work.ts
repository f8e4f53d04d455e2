import { systemActor, withOrganization } from "@/lib/platform/organization";
import { assignTicket } from "@/lib/tickets/assign-ticket";
import { watchTicket } from "@/lib/watchers/watch-ticket";
import type { DemoCast } from "./demo-cast";
import { performLive } from "./demo-stage";
import type { Random } from "./random";

/** How many open tickets whoever signs in as that role finds as their own. */
const ownTickets = {
  ops_agent: 9,
  franchise_agent: 5,
  finance: 5,
  compliance_officer: 4,
  ops_manager: 5,
  regional_manager: 3,
  hq_support: 4,
  ceo_oncall: 2,
} as const;
const watchedByAdmin = 4;

type Open = { id: string; owner_id: string | null; owner_role: string | null; is_sensitive: boolean };

/** A day's work for every account of the sign-in page: handed over at the change of shift, an hour or two ago. */
export async function giveWork(
  organizationId: string,
  cast: DemoCast,
  random: Random,
  now: Date,
): Promise<void> {
  const open = await withOrganization(
    systemActor(organizationId),
    (ctx) => ctx.tx.$queryRaw<Open[]>`
      select id, owner_id, owner_role, is_sensitive from tickets
      where status not in ('RESOLVED', 'CLOSED') and not archived order by number desc`,
  );
  const manager = cast.account("ops_manager");
  const perform = performLive(now);
  const given = new Set<string>();
  for (const [role, wanted] of Object.entries(ownTickets)) {
    const account = cast.account(role);
    const own = open.filter((ticket) => ticket.owner_id === account.userId);
    for (const ticket of own) given.add(ticket.id);
    const missing = Math.max(0, wanted - own.length);
    const free = open.filter((ticket) => !given.has(ticket.id) && !ticket.is_sensitive);
    const fitting = [
      ...free.filter((ticket) => ticket.owner_role === role),
      ...free.filter((ticket) => ticket.owner_role !== role),
    ];
    for (const ticket of fitting.slice(0, missing)) {
      given.add(ticket.id);
      const at = new Date(now.getTime() - random.between(40, 110) * 60_000);
      const handOver = {
        owner_role: role,
        owner_id: account.userId,
        reason: "Handed over at the change of shift.",
      };
      await perform(manager, at, (ctx) => assignTicket(ctx, ticket.id, handOver));
    }
  }
  const admin = cast.account("admin");
  for (const { id } of open.filter((ticket) => !ticket.is_sensitive).slice(0, watchedByAdmin))
    await perform(admin, now, (ctx) => watchTicket(ctx, id, admin.userId, {}));
}
