import { z } from "zod";
import type { Context } from "@/lib/platform/organization";
import { type Candidate, matchPerson } from "./match-person";

/** A row of the replaced tracker's table `ticket_closure`, whose person may be named in several ways. */
export type LegacyRow = {
  line: number;
  username: string | null;
  email: string | null;
  freshworks_user_id: string | null;
  date: string | null;
  tickets_closed: string | null;
  ticket_numbers: string | null;
};
export type LegacyReport = {
  imported: number;
  /** Among the imported: days on which closures are known by themselves, which then count instead. */
  covered: number;
  skipped: number;
  invalid: { line: number; reason: string }[];
};

const longestNumbers = 1_000_000;
const day = z.iso.date();
type Usable = {
  line: number;
  user_id: string | null;
  freshworks_user_id: number | null;
  date: string;
  tickets_closed: number;
  ticket_numbers: string;
};

/**
 * Takes daily totals over. They have no hour, and count for a person and day of which no closure is known. Rows that are there
 * already are left alone, so that the same table may be taken over any number of times.
 */
export async function importLegacyClosures(ctx: Context, rows: readonly LegacyRow[]): Promise<LegacyReport> {
  const people = await ctx.tx.$queryRaw<Candidate[]>`
    select id, name, email from users where role not in ('operator', 'shipper', 'driver')`;
  const invalid: LegacyReport["invalid"] = [];
  const usable: Usable[] = [];
  for (const row of rows) {
    const read = readRow(row, people);
    if ("reason" in read) invalid.push({ line: row.line, reason: read.reason });
    else usable.push(read);
  }
  const counted = usable.filter(({ tickets_closed }) => tickets_closed > 0);
  const [stored] = await ctx.tx.$queryRaw<{ imported: number; covered: number }[]>`
    with line as (
      select distinct on (date, user_id, freshworks_user_id) * from jsonb_to_recordset(${JSON.stringify(counted)}::jsonb)
        as l(line int, user_id uuid, freshworks_user_id bigint, date date, tickets_closed int, ticket_numbers text)
      order by date, user_id, freshworks_user_id, line
    ), stored as (
      insert into ticket_closure_legacy (user_id, freshworks_user_id, date, tickets_closed, ticket_numbers)
      select user_id, freshworks_user_id, date, tickets_closed, ticket_numbers from line
      on conflict (organization_id, date, closer_key) do nothing returning date, user_id, freshworks_user_id
    ), marked as (
      select mark_closures(o.id, (d.date + time '12:00') at time zone o.time_zone)
      from (select distinct date from stored) d cross join organizations o where o.id = ${ctx.organizationId}::uuid
    )
    select count(*)::int as imported, (select count(*) from marked)::int as marked, count(*) filter (where exists (
      select from ticket_closure_daily d where d.date = s.date and d.source = 'events'
        and (d.user_id = s.user_id or d.user_id is null and d.freshworks_user_id = s.freshworks_user_id)))::int as covered
    from stored s`;
  const { imported, covered } = stored ?? { imported: 0, covered: 0 };
  await ctx.audit("LEGACY_CLOSURES_IMPORTED", null, {
    imported,
    skipped: usable.length - imported,
    invalid: invalid.length,
  });
  return { imported, covered, skipped: usable.length - imported, invalid };
}

function readRow(row: LegacyRow, people: readonly Candidate[]): Usable | { reason: string } {
  const date = row.date?.trim().slice(0, 10) ?? "";
  if (!day.safeParse(date).success) return { reason: `"${row.date ?? ""}" is no date such as 2025-01-29.` };
  const count = Number(row.tickets_closed ?? "");
  if (row.tickets_closed?.trim() === "" || !Number.isInteger(count) || count < 0 || count > 1_000_000)
    return { reason: `"${row.tickets_closed ?? ""}" is no number of tickets.` };
  const closer = findCloser(row, people);
  if (!closer)
    return {
      reason: `Nobody here is called "${row.email ?? row.username ?? ""}", and the row has no freshworks_user_id. Create the account or link the agent first.`,
    };
  const ticket_numbers = JSON.stringify(readTicketNumbers(row.ticket_numbers));
  return { line: row.line, ...closer, date, tickets_closed: count, ticket_numbers };
}

function findCloser(
  row: LegacyRow,
  people: readonly Candidate[],
): { user_id: string | null; freshworks_user_id: number | null } | null {
  const name = row.username?.trim() || row.email?.trim();
  const match = name ? matchPerson({ name, email: row.email }, people) : { kind: "none" as const };
  if (match.kind === "linked") return { user_id: match.user_id, freshworks_user_id: null };
  const id = row.freshworks_user_id?.trim().replace(/\.0$/, "") ?? "";
  return /^[1-9]\d{0,14}$/.test(id) ? { user_id: null, freshworks_user_id: Number(id) } : null;
}

/** A JSON array of texts or numbers, or what a spreadsheet made of it. */
function readTicketNumbers(text: string | null): string[] {
  const trimmed = text?.trim().slice(0, longestNumbers) ?? "";
  try {
    const parsed: unknown = JSON.parse(trimmed);
    if (Array.isArray(parsed)) return parsed.map(String);
  } catch {
    // Not JSON: the numbers themselves are looked for.
  }
  return trimmed.match(/[\w-]+/g) ?? [];
}
