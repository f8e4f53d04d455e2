import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { findNextDue } from "@/lib/sla/act-on-due-clocks";
import { clocksDue } from "@/lib/sla/events";

/** Whatever may move an organization's next instant. */
const movers = [
  "ticket.created",
  "ticket.status_changed",
  "ticket.updated",
  "ticket.assigned",
  "ticket.message_added",
  "ticket.merge_undone",
  "ticket.restored",
  "sla.clocks_settled",
];

/**
 * Sleeps until the next instant at which a clock of the organization wants something done. One sleeper for the whole
 * organization, however many tickets: a change that may move the instant replaces it, many changes at once replace it once.
 */
export const waitForNextClock = inngest.createFunction(
  {
    id: "wait-for-next-clock",
    triggers: movers.map((event) => ({ event })),
    retries: 3,
    debounce: { key: "event.data.organization_id", period: "1s", timeout: "5s" },
    singleton: { key: "event.data.organization_id", mode: "cancel" },
  },
  async ({ event, step }) => {
    const { organization_id } = clocksDue.parse(event.data);
    const next = await step.run("find-next", () =>
      withOrganization(systemActor(organization_id), findNextDue),
    );
    if (next === null) return { next };
    await step.sleepUntil("wait", next);
    await step.sendEvent("wake", { name: "sla.clocks_due", data: { organization_id } });
    return { next };
  },
);
