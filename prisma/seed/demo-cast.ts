import { type Actor, systemActor, withOrganization } from "@/lib/platform/organization";
import { isStaff } from "@/lib/platform/permissions";
import { openSensitiveTicket } from "@/lib/tickets/open-sensitive-ticket";
import { demoAccounts } from "./demo-people";
import type { Perform } from "./demo-stage";
import type { Random } from "./random";

export type DemoCast = {
  /** Someone of that role; `system` is the desk itself. */
  anyOf: (role: string, random: Random) => Actor;
  /** Whoever is about to work on a sensitive ticket says why first. */
  open: (perform: Perform, actor: Actor, ticketId: string, isSensitive: boolean, at: Date) => Promise<void>;
  byId: (userId: string) => Actor | undefined;
  /** The one account of a role that the sign-in page lists. */
  account: (role: string) => Actor;
};

type Row = { id: string; name: string; email: string; role: string; franchise_id: string | null };

export async function loadCast(organizationId: string): Promise<DemoCast> {
  const people = await withOrganization(
    systemActor(organizationId),
    (ctx) => ctx.tx.$queryRaw<Row[]>`select id, name, email, role, franchise_id from users order by email`,
  );
  const actors = people.map((person) => ({
    ...systemActor(organizationId),
    userId: person.id,
    name: person.name,
    email: person.email,
    role: person.role,
    franchiseId: person.franchise_id,
  }));
  return {
    anyOf: (role, random) =>
      role === "system"
        ? systemActor(organizationId)
        : random.pick(actors.filter((actor) => actor.role === role)),
    byId: (userId) => actors.find((actor) => actor.userId === userId),
    account: (role) => {
      const email = demoAccounts.find((person) => person.role === role)?.email;
      const actor = actors.find((candidate) => candidate.email === email);
      if (!actor) throw new Error(`There is no demo account of ${role}.`);
      return actor;
    },
    open: async (perform, actor, ticketId, isSensitive, at) => {
      if (!isSensitive || !isStaff(actor.role)) return;
      await perform(actor, at, async (ctx) => {
        await openSensitiveTicket(ctx, ticketId, "Working on this case as assigned to me.");
        // Later steps of the same person happen hours afterwards: their reason stays good for the story.
        await ctx.tx.$executeRaw`
          update ticket_access_grants set expires_at = granted_at + interval '30 days'
          where ticket_id = ${ticketId}::uuid and user_id = ${actor.userId}::uuid`;
      });
    },
  };
}
