import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { writeBackQueued } from "@/lib/sync/events";
import { sendWriteBack } from "@/lib/sync/send-write-back";
import { queueRun } from "@/lib/sync/start-run";

const mostAtOnce = 100;

/** Sends to a desk what was changed here, one change after the other, then reads those tickets again. */
export const sendWriteBacks = inngest.createFunction(
  {
    id: "send-write-backs",
    triggers: [{ event: "sync.write_back_queued" }],
    retries: 5,
    concurrency: [{ key: "event.data.connection_id", limit: 1 }],
  },
  async ({ event, step }) => {
    const { organization_id, connection_id } = writeBackQueued.parse(event.data);
    const touched = new Set<string>();
    for (let sent = 0; sent < mostAtOnce; sent += 1) {
      const externalId = await step.run(`send-${sent}`, () => sendWriteBack(organization_id, connection_id));
      if (externalId === null) break;
      touched.add(externalId);
    }
    if (touched.size === 0) return { touched: 0 };
    await step.run("read-again", () =>
      withOrganization(systemActor(organization_id), async (ctx) => {
        const options = { ticket_external_ids: [...touched] };
        const run = await queueRun(ctx, { connection_id, kind: "write_back", trigger: "webhook", options });
        return run.id;
      }),
    );
    return { touched: touched.size };
  },
);
