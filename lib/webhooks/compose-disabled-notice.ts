import type { z } from "zod";
import { env } from "@/lib/platform/env";
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
  const base = env().DOCKET_URL.replace(/\/$/, "");
  const address = `${base}/settings/webhooks/${endpoint_id}`;
  const said = `Docket disabled the webhook “${name}”. ${because}`;
  const remedy =
    "Nothing is sent to it until you repair the receiver and enable it again. What did not arrive is in its log and can be sent again from there.";
  const paragraphs = [said, remedy].map((text) => `<p>${escapeHtml(text)}</p>`).join("");
  return {
    id,
    to: { name: admin.name, address: admin.email },
    from_name: admin.organization_name,
    subject: `Webhook “${name}” is disabled`,
    text: [said, remedy, `Open the webhook: ${address}`].join("\n\n"),
    html: `<!doctype html><html lang="en"><body>${paragraphs}<p><a href="${escapeHtml(address)}">Open the webhook</a></p></body></html>`,
    thread_id: null,
    list: { id: "webhooks", unsubscribe_url: `${base}/settings/webhooks` },
  };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
