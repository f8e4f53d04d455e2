import type { z } from "zod";
import { composePlainMail } from "@/lib/notifications/plain-mail";
import type { Mail } from "@/lib/platform/mail";
import type { Context } from "@/lib/platform/organization";
import type { webhookDisabled } from "./events";

export type Admin = { id: string; name: string; email: string; organization_name: string };

export async function listAdmins(ctx: Context): Promise<Admin[]> {
  return ctx.tx.$queryRaw<Admin[]>`
    select u.id, u.name, u.email, o.name as organization_name from users u join organizations o on o.id = u.organization_id
    where u.role = 'admin' and u.deactivated_at is null order by u.id`;
}

export function composeDisabledNotice(
  id: string,
  { endpoint_id, name, because }: z.output<typeof webhookDisabled>,
  admin: Admin,
): Mail {
  return composePlainMail({
    id,
    to: { name: admin.name, address: admin.email },
    from_name: admin.organization_name,
    subject: `Webhook “${name}” is disabled`,
    paragraphs: [
      `Docket disabled the webhook “${name}”. ${because}`,
      "Nothing is sent to it until you repair the receiver and enable it again. What did not arrive is in its log and can be sent again from there.",
    ],
    link: { words: "Open the webhook", path: `/settings/webhooks/${endpoint_id}` },
    list: "webhooks",
  });
}
