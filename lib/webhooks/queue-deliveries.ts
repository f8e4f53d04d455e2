import type { Context } from "@/lib/platform/organization";
import { composePayload, type HappenedEvent } from "./compose-payload";
import { ticketEvent } from "./events";
import { internalEvents } from "./schema";

type Interested = { id: string; includes_internal: boolean };

/** An event as the outbox sent it, under the name that receivers know. */
export function happenedEvent(
  { id = "", ts = 0, data }: { id?: string; ts?: number; data?: unknown },
  name: string,
): HappenedEvent {
  return { id, name, at: new Date(ts), data: ticketEvent.parse(data) };
}

/** One delivery for every enabled endpoint that asked for the event; however often the event comes, once. */
export async function queueDeliveries(ctx: Context, event: HappenedEvent): Promise<number> {
  const isInternal = internalEvents.includes(event.name);
  const endpoints = await ctx.tx.$queryRaw<Interested[]>`
    select id, includes_internal from webhook_endpoints
    where is_enabled and events && ${["*", event.name]}::text[] and (includes_internal or not ${isInternal})
    order by id`;
  const bodies = new Map<boolean, string | null>();
  let queued = 0;
  for (const endpoint of endpoints) {
    const told = endpoint.includes_internal;
    if (!bodies.has(told)) {
      const payload = await composePayload(ctx, event, told);
      bodies.set(told, payload && JSON.stringify(payload));
    }
    const body = bodies.get(told);
    if (body && (await queueDelivery(ctx, endpoint.id, event, body))) queued += 1;
  }
  return queued;
}

async function queueDelivery(
  ctx: Context,
  endpointId: string,
  event: HappenedEvent,
  body: string,
): Promise<boolean> {
  const [created] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into webhook_deliveries (endpoint_id, message_id, dedupe_key, event_name, ticket_id, body)
    values (${endpointId}::uuid, ${event.id}, ${event.id}, ${event.name}, ${event.data.ticket_id}::uuid, ${body})
    on conflict do nothing returning id`;
  if (created) ctx.emit("webhook.delivery_due", { delivery_id: created.id, endpoint_id: endpointId });
  return created !== undefined;
}
