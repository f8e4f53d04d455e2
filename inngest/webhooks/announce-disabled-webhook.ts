import { sendPlainMail } from "@/lib/notifications/send-plain-mail";
import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { composeDisabledNotice, listAdmins } from "@/lib/webhooks/compose-disabled-notice";
import { webhookDisabled } from "@/lib/webhooks/events";

const retries = 10;

/** Whoever could repair it hears that an endpoint was given up. */
export const announceDisabledWebhook = inngest.createFunction(
  { id: "announce-disabled-webhook", triggers: [{ event: "webhook.disabled" }], retries },
  async ({ event, step, attempt }) => {
    const disabled = webhookDisabled.parse(event.data);
    const actor = systemActor(disabled.organization_id);
    const admins = await step.run("list-admins", () => withOrganization(actor, listAdmins));
    await Promise.all(
      admins.map((admin) =>
        step.run(`mail-${admin.id}`, async () => {
          const id = `webhook-disabled.${event.id}.${admin.id}`;
          const outcome = await sendPlainMail(
            composeDisabledNotice(id, disabled, admin),
            { organizationId: disabled.organization_id, userId: admin.id, email: admin.email },
            attempt >= retries,
          );
          if (outcome.status === "retry") throw new Error(outcome.error);
          return outcome;
        }),
      ),
    );
    return { told: admins.length };
  },
);
