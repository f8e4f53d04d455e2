import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { actOnDueClocks as act } from "@/lib/sla/act-on-due-clocks";
import { clocksDue } from "@/lib/sla/events";
import { recountClocks } from "@/lib/sla/recount-clocks";

const ticketsAtOnce = 200;
const recountedAtOnce = 1_000;
/** A run that grows too long hands over to the next one. */
const roundsOfRun = 100;

/** Warns, breaches and escalates whatever has come due, batch by batch, then goes on with a recount. */
export const actOnDueClocks = inngest.createFunction(
  {
    id: "act-on-due-clocks",
    triggers: [{ event: "sla.clocks_due" }],
    retries: 5,
    concurrency: { key: "event.data.organization_id", limit: 2 },
  },
  async ({ event, step }) => {
    const { organization_id } = clocksDue.parse(event.data);
    const actor = systemActor(organization_id);
    let acted = 0;
    let isDone = false;
    for (let round = 0; round < roundsOfRun && !isDone; round += 1) {
      const batch = await step.run(`act-${round}`, () =>
        withOrganization(actor, (ctx) => act(ctx, ticketsAtOnce), { timeoutMs: 60_000 }),
      );
      acted += batch;
      if (batch >= ticketsAtOnce) continue;
      const recount = await step.run(`recount-${round}`, () =>
        withOrganization(actor, (ctx) => recountClocks(ctx, recountedAtOnce), { timeoutMs: 60_000 }),
      );
      isDone = recount.isDone;
    }
    const name = isDone ? "sla.clocks_settled" : "sla.clocks_due";
    await step.sendEvent("go-on", { name, data: { organization_id } });
    return { acted };
  },
);
