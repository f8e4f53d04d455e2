import pg from "pg";
import { env } from "@/lib/platform/env";
import {
  type Actor,
  type Context,
  type TransactionOptions,
  withOrganization,
} from "@/lib/platform/organization";
import { type Role, roles } from "@/lib/platform/permissions";
import {
  actorFor,
  fill,
  makeFranchise,
  makeOrganization,
  makeToken,
  makeUser,
  type Organization,
  type User,
} from "./factories";

/** An organization with one person of every role: what most database tests start from. */
export type Desk = {
  organization: Organization;
  franchise: { id: string };
  people: Record<Role, User>;
  actor: (role: Role, overrides?: Partial<Actor>) => Actor;
  /** Runs a verb as that role, in a transaction of its own. */
  as: <Result>(
    role: Role,
    run: (ctx: Context) => Promise<Result>,
    options?: TransactionOptions,
  ) => Promise<Result>;
  /** Fills as the machine. */
  fill: <Result>(run: (ctx: Context) => Promise<Result>, now?: Date) => Promise<Result>;
  /** An API token of that role's person, for requests through a route. */
  token: (role: Role, scopes?: string[]) => Promise<string>;
  /** What a ticket left behind: audit rows and events, oldest first. */
  trail: (ticket: { id: string }) => Promise<{ audit: Trace[]; events: Occurrence[] }>;
};
type Trace = {
  action: string;
  actor_id: string | null;
  actor_role: string;
  payload: Record<string, unknown>;
};
type Occurrence = { name: string; data: Record<string, unknown> };

export async function makeDesk(fields: Parameters<typeof makeOrganization>[1] = {}): Promise<Desk> {
  const organization = await withOwner((owner) => makeOrganization(owner, fields));
  const { people, franchise } = await fill(organization, async (ctx) => {
    const home = await makeFranchise(ctx);
    const everyone = {} as Record<Role, User>;
    for (const role of roles)
      everyone[role] = await makeUser(ctx, role, role === "franchise_agent" ? { franchise_id: home.id } : {});
    return { people: everyone, franchise: home };
  });
  const actor: Desk["actor"] = (role, overrides) => actorFor(people[role], organization, overrides);
  return {
    organization,
    franchise,
    people,
    actor,
    as: (role, run, options) => withOrganization(actor(role), run, options),
    fill: (run, now) => fill(organization, run, now),
    token: async (role, scopes) =>
      (await fill(organization, (ctx) => makeToken(ctx, people[role], scopes))).secret,
    trail: (ticket) => fill(organization, (ctx) => readTrail(ctx, ticket.id)),
  };
}

/** A connection of the tables' owner, for what the application itself may not do. */
export async function withOwner<Result>(run: (owner: pg.Client) => Promise<Result>): Promise<Result> {
  const owner = new pg.Client({ connectionString: env().MIGRATION_DATABASE_URL });
  await owner.connect();
  try {
    return await run(owner);
  } finally {
    await owner.end();
  }
}

async function readTrail(ctx: Context, ticketId: string): Promise<{ audit: Trace[]; events: Occurrence[] }> {
  const audit = await ctx.tx.$queryRaw<Trace[]>`
    select action, actor_id, actor_role, payload from ticket_audit where ticket_id = ${ticketId}::uuid order by id`;
  const events = await ctx.tx.$queryRaw<Occurrence[]>`
    select name, data from outbox where data ->> 'ticket_id' = ${ticketId} order by id`;
  return { audit, events };
}
