import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { enterOrganization } from "@/lib/platform/handle-public";
import type { Context } from "@/lib/platform/organization";
import { readBody } from "@/lib/platform/read-body";
import { openSecret } from "@/lib/platform/sealed-secret";
import { type Vendor, vendors } from "./adapters/adapter";

const code = z.union([z.string(), z.number()]).transform(String).nullish();
/** A rule of the vendor's automation writes these; source: the sync fact sheet, section 10. */
const payload = z.object({
  event: z.enum(["ticket.created", "ticket.updated", "ticket.deleted"]).catch("ticket.updated"),
  ticket_id: z.union([z.string().trim().min(1).max(100), z.int()]),
  subject: z.string().nullish(),
  status_id: code,
  priority_id: code,
  requester_id: code,
  responder_id: code,
  group_id: code,
  department_id: code,
  updated_at: z.coerce.date().nullish().catch(null),
});
type Payload = z.output<typeof payload>;

type Known = {
  vendor_updated_at: Date | null;
  deleted_at: Date | null;
  subject: string;
  status_id: string | null;
  priority_id: string | null;
  requester_id: string | null;
  responder_id: string | null;
  group_id: string | null;
  department_id: string | null;
};

const bodyLimitBytes = 256 * 1024;
const deletedCodes = ["6", "7"];
const repeatMinutes = 10;
const compared = [
  "subject",
  "status_id",
  "priority_id",
  "requester_id",
  "responder_id",
  "group_id",
  "department_id",
] as const;

/**
 * Takes the vendor's word that a ticket changed, and no more than that: what it is like now is read from the vendor
 * itself. Answers with the documented codes and bodies.
 */
export async function receiveWebhook(ctx: Context, request: Request): Promise<Response> {
  const vendor = vendorOf(request);
  const given = request.headers.get("x-webhook-secret");
  const candidates = await ctx.tx.$queryRaw<
    { connection_id: string; connection_organization_id: string; secret_sealed: string }[]
  >`select * from list_sync_webhooks(${vendor})`;
  if (candidates.length === 0)
    return answer(503, {
      error: "Webhooks are turned off. Make a secret for the connection in Settings → Sync.",
    });
  const match = candidates.find(({ secret_sealed }) => isSecret(given, openSecret(secret_sealed)));
  if (!match) return answer(401, { error: "The header X-Webhook-Secret is missing or wrong." });
  const read = payload.safeParse(await readJson(request));
  if (!read.success)
    return answer(400, { error: "Send a JSON object with at least ticket_id, the number of the ticket." });
  const member = { organizationId: match.connection_organization_id, userId: null, role: "system" };
  const inside = await enterOrganization(ctx, member);
  return takeWord(inside, vendor, match.connection_id, read.data);
}

/** `/webhooks/<vendor>/ticket`, as documented; below /api/v1 the one whose document it is. */
function vendorOf(request: Request): Vendor {
  const [, name] = new URL(request.url).pathname.match(/^\/webhooks\/(\w+)\//) ?? [];
  return vendors.find((vendor) => vendor === name) ?? "freshservice";
}

async function takeWord(
  ctx: Context,
  vendor: Vendor,
  connectionId: string,
  word: Payload,
): Promise<Response> {
  const externalId = String(word.ticket_id);
  const about = { ticket_id: word.ticket_id, provider: vendor };
  const known = await readTicket(ctx, connectionId, externalId);
  const isDeletion = word.event === "ticket.deleted" || deletedCodes.includes(word.status_id ?? "");
  if (isDeletion && (!known || known.deleted_at))
    return answer(200, { ...about, status: "ignored", reason: "There is no such ticket here." });
  if (word.updated_at && known?.vendor_updated_at && word.updated_at < known.vendor_updated_at)
    return answer(200, {
      ...about,
      status: "ignored",
      reason: "A newer state of the ticket is stored already.",
    });
  if (!(await noteReceipt(ctx, connectionId, externalId, word)))
    return answer(200, { ...about, status: "ignored", reason: "This, or something newer, was said before." });
  ctx.emit("sync.webhook_received", { connection_id: connectionId });
  if (isDeletion)
    return answer(200, {
      ...about,
      status: "deleted",
      new_status: word.status_id === "6" ? "spam" : "deleted",
    });
  if (!known) return answer(201, { ...about, status: "created" });
  const changes = compared.filter((name) => word[name] !== undefined && (word[name] ?? null) !== known[name]);
  return answer(200, { ...about, status: "updated", changes });
}

async function readTicket(
  ctx: Context,
  connectionId: string,
  externalId: string,
): Promise<Known | undefined> {
  const [row] = await ctx.tx.$queryRaw<Known[]>`
    select s.vendor_updated_at, s.deleted_at, t.title as subject, s.status_code as status_id, s.priority_code as priority_id,
      s.requester_external_id as requester_id, s.responder_external_id as responder_id, s.group_external_id as group_id,
      s.company_external_id as department_id
    from ticket_sources s join tickets t on t.id = s.ticket_id
    where s.connection_id = ${connectionId}::uuid and s.external_id = ${externalId}`;
  return row;
}

/** False for a word that was heard before, or that came later than a newer one. */
async function noteReceipt(
  ctx: Context,
  connectionId: string,
  externalId: string,
  word: Payload,
): Promise<boolean> {
  const digest = createHash("sha256").update(JSON.stringify(word)).digest("hex");
  const noted = await ctx.tx.$executeRaw`
    insert into sync_webhook_receipts as r (connection_id, external_id, vendor_updated_at, digest, event)
    values (${connectionId}::uuid, ${externalId}, ${word.updated_at ?? null}::timestamptz, ${digest}, ${word.event})
    on conflict (organization_id, connection_id, external_id) do update set digest = excluded.digest, event = excluded.event,
      vendor_updated_at = coalesce(excluded.vendor_updated_at, r.vendor_updated_at), received_at = app_now(), handled_at = null
    where (excluded.vendor_updated_at is null or r.vendor_updated_at is null or excluded.vendor_updated_at >= r.vendor_updated_at)
      and (excluded.digest <> r.digest or (excluded.vendor_updated_at is null
        and r.received_at < app_now() - make_interval(mins => ${repeatMinutes}::int)))`;
  return noted > 0;
}

/** Digests are of one length, so that comparing them tells nothing of the secret's. */
function isSecret(given: string | null, expected: string | null): boolean {
  if (given === null || expected === null) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await readBody(request, bodyLimitBytes));
  } catch {
    return undefined;
  }
}

function answer(status: number, body: Record<string, unknown>): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  });
}
