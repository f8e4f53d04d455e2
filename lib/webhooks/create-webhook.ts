import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { sealSecret } from "@/lib/platform/sealed-secret";
import { readWebhook, refusePrivateAddress } from "./load-webhook";
import type { CreateWebhookInput, WebhookRow } from "./schema";
import { makeWebhookSecret } from "./sign-webhook";

const maximumEndpoints = 50;

/** An endpoint with a secret of its own, which this answer alone tells. */
export async function createWebhook(
  ctx: Context,
  input: CreateWebhookInput,
): Promise<{ data: WebhookRow; secret: string }> {
  refusePrivateAddress(input.url);
  await refuseTooMany(ctx);
  const secret = makeWebhookSecret();
  const [created] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into webhook_endpoints (name, url, events, includes_internal, secret, created_by_id)
    values (${input.name}, ${input.url}, ${input.events}::text[], ${input.includes_internal}, ${sealSecret(secret)},
      ${ctx.actor.userId}::uuid)
    returning id`;
  if (!created) throw new AppError("internal", "The webhook could not be stored.");
  const { name, url, events, includes_internal } = input;
  await ctx.audit("WEBHOOK_CREATED", null, { webhook_id: created.id, name, url, events, includes_internal });
  return { data: await readWebhook(ctx, created.id), secret };
}

/** Two at once may make one too many; the limit keeps events from being sent a thousandfold, no more. */
async function refuseTooMany(ctx: Context): Promise<void> {
  const [row] = await ctx.tx.$queryRaw<
    { count: number }[]
  >`select count(*)::int as count from webhook_endpoints`;
  if ((row?.count ?? 0) >= maximumEndpoints)
    throw new AppError(
      "conflict",
      `There are at most ${maximumEndpoints} webhooks. Delete one that is no longer used.`,
    );
}
