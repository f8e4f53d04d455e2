import { recountAll } from "@/lib/closures/recount-all";
import { database } from "@/lib/platform/database/client";
import { type Actor, type Context, systemActor, withOrganization } from "@/lib/platform/organization";
import { acceptLateClocks } from "@/lib/sla/recount-clocks";
import { addMessage } from "@/lib/tickets/add-message";
import { assignTicket } from "@/lib/tickets/assign-ticket";
import { createTicket } from "@/lib/tickets/create-ticket";
import { escalateTicket } from "@/lib/tickets/escalate-ticket";
import { createTicketInput } from "@/lib/tickets/schema";
import { transitionTicket } from "@/lib/tickets/transition-ticket";
import { type DemoCast, loadCast } from "./demo-cast";
import { attachDemoFiles } from "./demo-files";
import { type DemoEntity, makeDemoOrganization, makeDemoPeople } from "./demo-organization";
import { type Act, type Perform, performLive, performTogether } from "./demo-stage";
import { type Story, stories } from "./demo-stories";
import { giveWork } from "./demo-work";
import { createRandom, type Random } from "./random";

const ticketCount = 400;
const days = 90;
const seed = 20_260_401;
/** Share of a day's tickets per hour of day in the organization's zone: two peaks, quiet nights. */
const hourWeights = [1, 1, 1, 1, 2, 4, 8, 14, 20, 22, 20, 16, 11, 15, 18, 17, 13, 9, 6, 4, 3, 2, 2, 1];
const parallelStories = 4;
const ticketsAtOnce = 50;
/** Recent tickets are worked on the way the desk does it, older ones told in one go. */
const toldStepByStepHours = 72;

type Planned = { story: Story; at: Date; random: Random; creator: Actor; entity: DemoEntity | undefined };
type Filed = Planned & { id: string; stopAfter: number };

/** Three months of a logistics desk, told by the same verbs the desk uses, at the instants they would have happened. */
export async function seedDemo(
  ownerUrl: string,
  now = new Date(),
): Promise<{ organizationId: string; tickets: number }> {
  const random = createRandom(seed);
  const organizationId = await makeDemoOrganization(ownerUrl);
  const entities = await makeDemoPeople(
    organizationId,
    random,
    new Date(now.getTime() - (days + 30) * 86_400_000),
  );
  const cast = await loadCast(organizationId);
  const plan = planTickets(random, cast, entities, now);
  const isOld = ({ at }: { at: Date }) => now.getTime() - at.getTime() > toldStepByStepHours * 3_600_000;
  const filed: Filed[] = [];
  const fileAll = async (planned: readonly Planned[], perform: Perform) => {
    // One after the other, so that numbers follow the calendar.
    for (const each of planned)
      filed.push({ ...each, id: await file(each, perform), stopAfter: stopFor(each.at, now, random) });
  };
  const old = plan.filter(isOld);
  for (let from = 0; from < old.length; from += ticketsAtOnce)
    await performTogether(organizationId, now, (perform) =>
      fileAll(old.slice(from, from + ticketsAtOnce), perform),
    );
  await fileAll(
    plan.filter((each) => !isOld(each)),
    performLive(now),
  );
  const queue = [...filed];
  await Promise.all(
    Array.from({ length: parallelStories }, async () => {
      for (let ticket = queue.shift(); ticket; ticket = queue.shift()) {
        const told = ticket;
        if (isOld(told))
          await performTogether(organizationId, now, (perform) => tell(told, cast, now, perform));
        else await tell(told, cast, now, performLive(now));
      }
    }),
  );
  await giveWork(organizationId, cast, random, now);
  await fillEmptyStatuses(organizationId, cast, random, now);
  await attachDemoFiles(organizationId, cast, now);
  const ids = filed.map(({ id }) => id);
  await withOrganization(systemActor(organizationId), (ctx) => acceptLateClocks(ctx, ids), { now });
  await recountAll(organizationId);
  await database().$queryRaw`select seal_audit(20000)`;
  return { organizationId, tickets: filed.length };
}

/** A demo must show every status: what chance left thin is moved there by an admin, minutes ago. */
async function fillEmptyStatuses(
  organizationId: string,
  cast: DemoCast,
  random: Random,
  now: Date,
): Promise<void> {
  const admin = cast.anyOf("admin", random);
  const wanted = [
    "ESCALATED",
    "AWAITING_SHIPPER",
    "AWAITING_OPERATOR",
    "AWAITING_FRANCHISE",
    "AWAITING_FINANCE",
  ] as const;
  const movable = await withOrganization(
    systemActor(organizationId),
    (ctx) =>
      ctx.tx.$queryRaw<{ id: string; is_sensitive: boolean }[]>`
        select id, is_sensitive from tickets where status in ('IN_PROGRESS', 'OPEN') order by number desc`,
  );
  for (const status of [...wanted, ...wanted, ...wanted]) {
    const ticket = movable.shift();
    if (!ticket) return;
    const at = new Date(now.getTime() - random.between(3, 50) * 60_000);
    await cast.open(performLive(now), admin, ticket.id, ticket.is_sensitive, at);
    const act = (ctx: Context) =>
      status === "ESCALATED"
        ? escalateTicket(ctx, ticket.id, escalationReasons[0] ?? "")
        : transitionTicket(ctx, ticket.id, { status });
    await withOrganization(admin, act, { now: at });
  }
}

function planTickets(random: Random, cast: DemoCast, entities: DemoEntity[], now: Date): Planned[] {
  const instants = Array.from({ length: ticketCount }, () => pickInstant(random, now)).sort(
    (a, b) => a.getTime() - b.getTime(),
  );
  return instants.map((at, index) => {
    const story = random.pick(stories);
    const own = createRandom(seed + index + 1);
    return {
      story,
      at,
      random: own,
      creator: cast.anyOf(own.pick(story.from), own),
      entity: own.pick(entities.filter((entity) => entity.type === story.linked)),
    };
  });
}

/** Weekdays far busier than weekends; the last hours are never empty, so that the desk has work right now. */
function pickInstant(random: Random, now: Date): Date {
  if (random.chance(0.16)) return new Date(now.getTime() - random.between(5, 2_160) * 60_000);
  for (;;) {
    const at = new Date(now.getTime() - random.next() * days * 86_400_000);
    const isWeekend = at.getUTCDay() === 0 || at.getUTCDay() === 6;
    const weight = (hourWeights[(at.getUTCHours() + 1) % 24] ?? 1) * (isWeekend ? 0.15 : 1);
    if (random.next() * 22 < weight) return at;
  }
}

/** Recent tickets are left at every stage of their story; nearly all older ones are told to the end. */
function stopFor(at: Date, now: Date, random: Random): number {
  const ageDays = (now.getTime() - at.getTime()) / 86_400_000;
  if (ageDays < 2) return random.between(0, 9);
  return random.chance(ageDays < 8 ? 0.45 : 0.03) ? random.between(1, 8) : 99;
}

async function file({ story, at, random, creator, entity }: Planned, perform: Perform): Promise<string> {
  const fill = (text: string) => text.replaceAll("{entity}", entity?.entity_id ?? "the branch");
  const input = createTicketInput.parse({
    title: fill(random.pick(story.titles)),
    description: fill(random.pick(story.descriptions)),
    priority: random.pick(story.priorities),
    tags: [...story.tags],
    linked_type: entity?.type,
    linked_id: entity?.entity_id,
    is_sensitive: story.isSensitive ?? false,
    ...(creator.role !== "driver" &&
      creator.role !== "shipper" &&
      creator.role !== "operator" && { owner_role: story.queue }),
  });
  let id = "";
  await perform(creator, at, async (ctx) => {
    id = (await createTicket(ctx, input)).data.id;
  });
  return id;
}

/** Each step happens at its own instant by its own person, until the story ends or the present is reached. */
async function tell(ticket: Filed, cast: DemoCast, now: Date, perform: Perform): Promise<void> {
  const { story, random, id } = ticket;
  let owner = cast.anyOf(story.queue, random);
  const manager = cast.anyOf("ops_manager", random);
  let at = ticket.at;
  let done = 0;
  const step: Step = async (meanMinutes, actor, act) => {
    at = new Date(at.getTime() + random.waitMinutes(meanMinutes) * 60_000);
    if (at >= now || done >= ticket.stopAfter) return false;
    done += 1;
    await perform(actor, at, act);
    return true;
  };
  const move =
    (status: Parameters<typeof transitionTicket>[2]["status"], more: object = {}) =>
    (ctx: Parameters<typeof transitionTicket>[0]) =>
      transitionTicket(ctx, id, { status, ...more });
  const say =
    (message: string, isNote = false) =>
    (ctx: Parameters<typeof addMessage>[0]) =>
      addMessage(ctx, id, { message, is_internal_note: isNote, attachments: [], mentions: [] });
  const open = (actor: Actor) => cast.open(perform, actor, id, story.isSensitive ?? false, at);

  await open(manager);
  if (
    !(await step(25, manager, (ctx) =>
      assignTicket(ctx, id, { owner_role: owner.role, owner_id: owner.userId }),
    ))
  )
    return;
  await open(owner);
  if (!(await step(20, owner, move("OPEN")))) return;
  if (!(await step(30, owner, move("IN_PROGRESS")))) return;
  if (!(await step(15, owner, say(random.pick(story.replies))))) return;
  if (random.chance(0.6) && !(await step(40, owner, say(random.pick(story.notes), true)))) return;
  if (random.chance(0.18)) {
    const above = await escalate(id, step, owner, manager, cast.anyOf("hq_support", random), random);
    if (!above) return;
    owner = above;
    await open(owner);
    if (!(await step(90, owner, move("IN_PROGRESS")))) return;
  }
  if (random.chance(0.5)) {
    const answering = ticket.creator.role === "system" ? owner : ticket.creator;
    await open(answering);
    if (!(await step(60, owner, move(story.waitsFor)))) return;
    if (!(await step(300, answering, say(random.pick(story.answers))))) return;
    if (!(await step(45, owner, move("IN_PROGRESS")))) return;
  }
  const resolver = story.tags.includes("payment") ? cast.anyOf("finance", random) : owner;
  await open(resolver);
  if (!(await step(500, resolver, move("RESOLVED", { resolution_summary: random.pick(story.resolutions) }))))
    return;
  if (random.chance(0.09)) {
    if (
      !(await step(
        600,
        owner,
        move("REOPENED", { reason: "The customer reports that the problem is back." }),
      ))
    )
      return;
    if (!(await step(120, owner, move("IN_PROGRESS")))) return;
    if (
      !(await step(400, resolver, move("RESOLVED", { resolution_summary: random.pick(story.resolutions) })))
    )
      return;
  }
  await open(manager);
  await step(2 * 1440, manager, move("CLOSED"));
}

type Step = (meanMinutes: number, actor: Actor, act: Act) => Promise<boolean>;

const escalationReasons = [
  "The due time is close and nobody can answer the customer.",
  "Needs a decision that is above my role, the customer is waiting.",
];

/** Somebody above takes over: from here on it is their ticket. Null when the story stops on the way. */
async function escalate(
  id: string,
  step: Step,
  owner: Actor,
  manager: Actor,
  above: Actor,
  random: Random,
): Promise<Actor | null> {
  if (!(await step(240, owner, (ctx) => escalateTicket(ctx, id, random.pick(escalationReasons)))))
    return null;
  const handOver = {
    owner_role: above.role,
    owner_id: above.userId,
    reason: "Taken over after the escalation.",
  };
  return (await step(60, manager, (ctx) => assignTicket(ctx, id, handOver))) ? above : null;
}
