import { type Actor, type Context, systemActor, withOrganization } from "@/lib/platform/organization";

export type Act = (ctx: Context) => Promise<unknown>;
/** One person does one thing at one instant. */
export type Perform = (actor: Actor, at: Date, act: Act) => Promise<void>;

/** What happened longer ago concerns nobody any more: no notice of it is sent. */
export const quietAfterHours = 6;

/** Every step a transaction of its own, as at the desk. */
export function performLive(now: Date): Perform {
  return (actor, at, act) => withOrganization(actor, (ctx) => act(hush(ctx, at, now)), { now: at }).then();
}

/** A whole history in one transaction, which is several times faster: each step still acts as its person at its instant. */
export function performTogether(
  organizationId: string,
  now: Date,
  tell: (perform: Perform) => Promise<void>,
): Promise<void> {
  return withOrganization(
    systemActor(organizationId),
    (ctx) => tell(async (actor, at, act) => void (await act(hush(await become(ctx, actor, at), at, now)))),
    { timeoutMs: 120_000 },
  );
}

async function become(ctx: Context, actor: Actor, at: Date): Promise<Context> {
  await ctx.tx.$queryRaw`
    select set_config('app.actor_id', ${actor.userId ?? ""}, true), set_config('app.actor_role', ${actor.role}, true),
      set_config('app.now', ${at.toISOString()}, true), set_config('app.reason', '', true)`;
  return { ...ctx, actor, now: at };
}

function hush(ctx: Context, at: Date, now: Date): Context {
  if (now.getTime() - at.getTime() < quietAfterHours * 3_600_000) return ctx;
  return { ...ctx, emit: () => undefined, tell: () => undefined };
}
