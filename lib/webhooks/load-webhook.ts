import { type Sql, sql } from "@/lib/platform/database/sql";
import { env } from "@/lib/platform/env";
import { invalidField, notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { leadsInside } from "@/lib/platform/private-address";
import type { WebhookRow } from "./schema";

const recentDays = 7;

export const webhookColumns: Sql = sql`e.id, e.name, e.url, e.events, e.includes_internal, e.is_enabled, e.disabled_because, e.disabled_at,
  case when e.previous_secret_until > app_now() then e.previous_secret_until end as previous_secret_until, e.failing_since,
  e.last_delivered_at, e.created_at, e.updated_at,
  (select count(*)::int from webhook_deliveries d where d.endpoint_id = e.id and d.status = 'pending') as pending_count,
  (select count(*)::int from webhook_deliveries d where d.endpoint_id = e.id and d.status = 'failed'
    and d.created_at > app_now() - ${recentDays}::int * interval '1 day') as failed_count`;

export async function readWebhook(ctx: Context, id: string): Promise<WebhookRow> {
  const [endpoint] = await ctx.tx.$queryRaw<WebhookRow[]>`
    select ${webhookColumns} from webhook_endpoints e where e.id = ${id}::uuid`;
  if (!endpoint) throw notFound("webhook");
  return endpoint;
}

/** For a change: the row stays locked until the transaction ends. */
export async function lockWebhook(ctx: Context, id: string): Promise<void> {
  const [locked] = await ctx.tx.$queryRaw<unknown[]>`
    select from webhook_endpoints where id = ${id}::uuid for no key update`;
  if (!locked) throw notFound("webhook");
}

/** What can be known without asking the DNS; the address a name leads to is checked at every delivery. */
export function refusePrivateAddress(url: string): void {
  if (leadsInside(new URL(url)) && !env().WEBHOOK_ALLOW_PRIVATE)
    throw invalidField(
      "url",
      "This address is in a private network, where Docket does not send. Use a public one, or start Docket with WEBHOOK_ALLOW_PRIVATE=true.",
    );
}
