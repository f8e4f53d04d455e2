import type { Context } from "@/lib/platform/organization";
import { lockWebhook, readWebhook, refusePrivateAddress } from "./load-webhook";
import type { UpdateWebhookInput, WebhookRow } from "./schema";

const fields = ["name", "url", "events", "includes_internal", "is_enabled"] as const;

/** Enabling begins afresh: what failed before is forgiven, what did not arrive can be sent again by hand. */
export async function updateWebhook(
  ctx: Context,
  id: string,
  input: UpdateWebhookInput,
): Promise<{ data: WebhookRow }> {
  await lockWebhook(ctx, id);
  const old = await readWebhook(ctx, id);
  if (input.url !== undefined && input.url !== old.url) refusePrivateAddress(input.url);
  const changes = Object.fromEntries(
    fields
      .filter((field) => input[field] !== undefined && String(input[field]) !== String(old[field]))
      .map((field) => [field, { old: old[field], new: input[field] }]),
  );
  if (Object.keys(changes).length === 0) return { data: old };
  const next = { ...old, ...input };
  const isToggled = next.is_enabled !== old.is_enabled;
  await ctx.tx.$executeRaw`
    update webhook_endpoints set name = ${next.name}, url = ${next.url}, events = ${next.events}::text[],
      includes_internal = ${next.includes_internal}, is_enabled = ${next.is_enabled},
      disabled_at = case when ${isToggled} then case when ${next.is_enabled} then null else app_now() end else disabled_at end,
      disabled_because = case when ${isToggled} then null else disabled_because end,
      failing_since = case when ${isToggled} then null else failing_since end
    where id = ${id}::uuid`;
  await ctx.audit("WEBHOOK_UPDATED", null, { webhook_id: id, changes });
  return { data: await readWebhook(ctx, id) };
}
