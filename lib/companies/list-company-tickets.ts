import { createHash } from "node:crypto";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { and, type Sql, sql } from "@/lib/platform/database/sql";
import { type Context, withOrganization } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import { visibleTickets } from "@/lib/tickets/access";
import { type LoadedCompany, loadCompany } from "./load-company";
import type { CompanyTicketsQuery } from "./schema";
import { ticketJson } from "./ticket-json";

/** Few enough that neither side ever holds much of a large company. */
const batchSize = 200;
const order = "company tickets";
const firstId = "00000000-0000-0000-0000-000000000000";

/**
 * A company's tickets as the documented array, written while it is read: batches by key, each in a transaction of its
 * own after the request's has ended, so that a slow reader holds nothing open. Ids grow with time and never change,
 * so no change meanwhile makes a ticket come twice or not at all.
 */
export async function listCompanyTickets(
  ctx: Context,
  key: string,
  query: CompanyTicketsQuery,
  request: Request,
): Promise<Response> {
  const company = await loadCompany(ctx, key);
  const selection: Selection = {
    where: chosen(ctx, company, query),
    withNotes: hasPermission(ctx.actor, "notes:export"),
    after: query.cursor ? decodeCursor(query.cursor, order).id : firstId,
    left: query.limit ?? Number.POSITIVE_INFINITY,
  };
  const headers = new Headers({
    "content-type": "application/json; charset=utf-8",
    "cache-control": "private, no-cache",
    etag: await tagOf(ctx, company, query, selection),
    "x-as-of": (await seenUpTo(ctx)).toISOString(),
    "x-notes": selection.withNotes ? "included" : "withheld",
  });
  if (query.limit) await addNextPage(ctx, selection, request, headers);
  if (isKnown(request.headers.get("if-none-match"), headers.get("etag")))
    return new Response(null, { status: 304, headers });
  return new Response(streamArray(ctx, selection), { headers });
}

type Selection = { where: Sql; withNotes: boolean; after: string; left: number };

function chosen(ctx: Context, company: LoadedCompany, query: CompanyTicketsQuery): Sql {
  const conditions = [sql`t.company_id = ${company.id}::uuid`, visibleTickets(ctx.actor)];
  if (!query.include_deleted) conditions.push(sql`not t.archived and s.deleted_at is null`);
  if (query.updated_since)
    conditions.push(sql`greatest(t.updated_at, s.synced_at) >= ${query.updated_since}::timestamptz`);
  if (query.year) {
    const updatedAt = sql`coalesce(s.vendor_updated_at, t.updated_at)`;
    conditions.push(
      sql`${updatedAt} >= ${startOf(query.year)} and ${updatedAt} < ${startOf(query.year + 1)}`,
    );
  }
  return and(conditions);
}

/** In the organization's zone, not in that of the token's person. */
function startOf(year: number): Sql {
  return sql`(select make_timestamptz(${year}::int, 1, 1, 0, 0, 0, o.time_zone) from organizations o where o.id = app_organization_id())`;
}

const ticketsAndSources = sql`tickets t left join ticket_sources s
  on s.organization_id = t.organization_id and s.ticket_id = t.id`;

/**
 * Up to when this answer has seen every change: a transaction under way carries the instant it began at, and is not
 * seen before it ends. Columns keep milliseconds, rounded.
 */
async function seenUpTo(ctx: Context): Promise<Date> {
  const [row] = await ctx.tx.$queryRaw<{ as_of: Date }[]>`
    select date_trunc('milliseconds', least(app_now(), min(xact_start))) - interval '1 millisecond' as as_of
    from pg_stat_activity where datname = current_database()`;
  return row?.as_of ?? ctx.now;
}

/** Everything an answer is made of, by when and how often it changed. */
async function tagOf(
  ctx: Context,
  company: LoadedCompany,
  query: CompanyTicketsQuery,
  { where, withNotes }: Selection,
): Promise<string> {
  const [state] = await ctx.tx.$queryRaw<{ state: string }[]>`
    with chosen as materialized (select t.id, t.version, t.updated_at, t.requester_id, s.synced_at from ${ticketsAndSources} where ${where})
    select json_build_array(count(*), sum(version), max(updated_at), max(synced_at),
      (select json_build_array(count(*), max(e.updated_at)) from time_entries e where e.ticket_id in (select id from chosen)),
      (select max(r.updated_at) from requesters r where r.id in (select requester_id from chosen)))::text as state
    from chosen`;
  const digest = createHash("sha256")
    .update(JSON.stringify([state, company.updated_at, query, withNotes]))
    .digest("base64url");
  return `W/"${digest.slice(0, 27)}"`;
}

async function addNextPage(
  ctx: Context,
  { where, after, left }: Selection,
  request: Request,
  headers: Headers,
): Promise<void> {
  const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
    select t.id from ${ticketsAndSources} where ${where} and t.id > ${after}::uuid order by t.id limit ${left + 1}`;
  const last = rows[left - 1];
  if (rows.length <= left || !last) return;
  const cursor = encodeCursor({ order, value: null, id: last.id });
  const next = new URL(request.url);
  next.searchParams.set("cursor", cursor);
  headers.set("x-next-cursor", cursor);
  headers.set("link", `<${next.pathname}${next.search}>; rel="next"`);
}

function isKnown(known: string | null, tag: string | null): boolean {
  return known === "*" || (known ?? "").split(/\s*,\s*/).some((one) => one !== "" && one === tag);
}

function streamArray(ctx: Context, selection: Selection): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const batches = readBatches(ctx, selection);
  let opening = "[";
  // Nothing is read before the request's transaction has ended: see the high-water mark.
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value: rows = [], done } = await batches.next();
        const text = rows.map((row) => row.line).join(",\n");
        const begin = opening || (rows.length > 0 ? ",\n" : "");
        controller.enqueue(encoder.encode(`${begin}${text}${done ? "]\n" : ""}`));
        opening = "";
        if (done) controller.close();
      },
      async cancel() {
        await batches.return([]);
      },
    },
    { highWaterMark: 0 },
  );
}

type Row = { id: string; line: string };

/** One batch ahead: the database reads while the one before is sent. The last one is returned. */
async function* readBatches(ctx: Context, selection: Selection): AsyncGenerator<Row[], Row[]> {
  let { after, left } = selection;
  const read = () => {
    const size = Math.min(batchSize, left);
    const rows = withOrganization(ctx.actor, (batch) => readBatch(batch, selection, after, size));
    // Who left in the meantime does not come for it any more.
    rows.catch(() => undefined);
    return { size, rows };
  };
  let next = read();
  for (;;) {
    const rows = await next.rows;
    after = rows.at(-1)?.id ?? after;
    left -= rows.length;
    if (rows.length < next.size || left === 0) return rows;
    next = read();
    yield rows;
  }
}

/** Keys first, so that texts are read and put together for the tickets of the batch alone. */
function readBatch(ctx: Context, { where, withNotes }: Selection, after: string, size: number) {
  return ctx.tx.$queryRaw<Row[]>`
    with page as materialized (
      select t.id from ${ticketsAndSources} where ${where} and t.id > ${after}::uuid order by t.id limit ${size})
    select page.id, ${ticketJson(withNotes)} as line from page join ticket_details d on d.docket_id = page.id
    order by page.id`;
}
