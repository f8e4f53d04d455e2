import { neutralize } from "@/lib/exports/formula-guard";
import { writeCsvLine } from "@/lib/imports/split-csv";
import type { Context } from "@/lib/platform/organization";
import { listPersonTickets } from "./list-person-tickets";
import type { ClosedTicket, PersonTicketsQuery } from "./schema";

const pageRows = 500;
const columns = [
  "number",
  "external_id",
  "title",
  "status",
  "priority",
  "company_name",
  "requester_name",
  "team",
  "created_at",
  "closed_at",
  "url",
] as const satisfies (keyof ClosedTicket)[];

/** A person's tickets as a CSV file that a spreadsheet opens. */
export async function openPersonTickets(
  ctx: Context,
  username: string,
  query: Omit<PersonTicketsQuery, "limit" | "cursor">,
): Promise<Response> {
  const lines = [writeCsvLine(columns, ",")];
  let cursor: string | undefined;
  let range = "";
  do {
    const page = await listPersonTickets(ctx, username, { ...query, limit: pageRows, cursor });
    lines.push(...page.data.map(lineOf));
    cursor = page.pagination.next_cursor ?? undefined;
    range = page.start_date === page.end_date ? page.start_date : `${page.start_date}-${page.end_date}`;
  } while (cursor);
  const name = `closures-${username.replaceAll(/[^\p{L}\p{N}.-]+/gu, "-")}-${range}.csv`;
  return new Response(`\uFEFF${lines.join("\r\n")}\r\n`, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="closures.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "cache-control": "no-store",
    },
  });
}

function lineOf(ticket: ClosedTicket): string {
  const cells = columns.map((column) => {
    const value = ticket[column];
    return value instanceof Date ? value.toISOString() : neutralize(String(value ?? ""));
  });
  return writeCsvLine(cells, ",");
}
