import { database } from "@/lib/platform/database/client";
import { inngest } from "@/lib/platform/inngest";

/** Every hour, for each organization: idempotency keys older than a day. */
export const scheduleKeyExpiry = inngest.createFunction(
  { id: "schedule-key-expiry", triggers: [{ cron: "41 * * * *" }], retries: 2 },
  async ({ step }) => {
    const organizations = await step.run(
      "list-organizations",
      () => database().$queryRaw<{ id: string }[]>`select id from list_organization_ids() as listed (id)`,
    );
    if (organizations.length === 0) return;
    await step.sendEvent(
      "expire-each",
      organizations.map(({ id }) => ({
        name: "platform.idempotency_keys_due",
        data: { organization_id: id },
      })),
    );
  },
);
