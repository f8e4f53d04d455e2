import { z } from "zod";
import { expireKeys } from "@/lib/platform/idempotency";
import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { uuid } from "@/lib/platform/schema";

const keysDue = z.object({ organization_id: uuid });

/** After a day nobody repeats a request any more. */
export const expireIdempotencyKeys = inngest.createFunction(
  {
    id: "expire-idempotency-keys",
    triggers: [{ event: "platform.idempotency_keys_due" }],
    retries: 2,
    concurrency: { key: "event.data.organization_id", limit: 1 },
  },
  async ({ event, step }) => {
    const { organization_id } = keysDue.parse(event.data);
    const expired = await step.run("expire", () =>
      withOrganization(systemActor(organization_id), expireKeys),
    );
    return { expired };
  },
);
