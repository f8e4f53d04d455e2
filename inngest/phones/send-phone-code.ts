import { phoneCodeDue } from "@/lib/phones/events";
import { sendPhoneCode as send } from "@/lib/phones/send-phone-code";
import { inngest } from "@/lib/platform/inngest";

/** One step that answers no code: what a run keeps can be read. After ten minutes nobody waits for it any more. */
export const sendPhoneCode = inngest.createFunction(
  {
    id: "send-phone-code",
    triggers: [{ event: "phone.code_due" }],
    retries: 4,
    concurrency: { key: "event.data.organization_id", limit: 3 },
  },
  async ({ event, step, runId }) => {
    const { organization_id, user_id } = phoneCodeDue.parse(event.data);
    return step.run("send-code", () => send(organization_id, user_id, runId));
  },
);
