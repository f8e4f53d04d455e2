import { database } from "@/lib/platform/database/client";
import { inngest } from "@/lib/platform/inngest";

type Idle = { import_id: string; organization_id: string };

/** Every five minutes: imports that nobody seems to work on. */
export const scheduleImports = inngest.createFunction(
  { id: "schedule-imports", triggers: [{ cron: "*/5 * * * *" }], retries: 2 },
  async ({ step }) => {
    const idle = await step.run(
      "list-imports",
      () => database().$queryRaw<Idle[]>`select import_id, organization_id from list_idle_imports()`,
    );
    if (idle.length === 0) return;
    await step.sendEvent(
      "continue-each",
      idle.map((data) => ({ name: "import.work_due", data })),
    );
  },
);
