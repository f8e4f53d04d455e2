import { database } from "@/lib/platform/database/client";
import { inngest } from "@/lib/platform/inngest";

/** Every minute: organizations with clocks at which something is to do. It also finds what no sleeper woke for. */
export const scheduleDueClocks = inngest.createFunction(
  { id: "schedule-due-clocks", triggers: [{ cron: "* * * * *" }], retries: 2 },
  async ({ step }) => {
    const due = await step.run(
      "find-organizations",
      () =>
        database().$queryRaw<
          { organization_id: string }[]
        >`select organization_id from organizations_with_due_clocks() as due (organization_id)`,
    );
    if (due.length > 0)
      await step.sendEvent(
        "act-for-each",
        due.map((data) => ({ name: "sla.clocks_due", data })),
      );
    return { organizations: due.length };
  },
);
