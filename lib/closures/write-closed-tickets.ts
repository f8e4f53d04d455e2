import { neutralize } from "@/lib/exports/formula-guard";
import { writeCsvLine } from "@/lib/imports/split-csv";
import { type Context, withOrganization } from "@/lib/platform/organization";
import { type Choice, readPage } from "./closed-tickets";
import type { ClosedTicket } from "./schema";

const pageRows = 1_000;
const byteOrderMark = "\uFEFF";
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
  "closed_by",
] as const satisfies (keyof ClosedTicket)[];

/** The tickets of a figure as a CSV file that a spreadsheet opens. `subject` begins its name. */
export function writeClosedTickets(ctx: Context, { where, range }: Choice, subject: string): Response {
  const days =
    range.start_date === range.end_date ? range.start_date : `${range.start_date}-${range.end_date}`;
  const name = `closures-${subject.replaceAll(/[^\p{L}\p{N}.-]+/gu, "-")}-${days}.csv`;
  return new Response(writeLines(ctx, where), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="closures.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "cache-control": "no-store",
    },
  });
}

/** Each page is a transaction of its own: a download may outlast the request's. */
function writeLines(ctx: Context, where: Choice["where"]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  let head = `${byteOrderMark}${writeCsvLine(columns, ",")}\r\n`;
  return new ReadableStream({
    async pull(controller) {
      const page = await withOrganization(ctx.actor, (reading) => readPage(reading, where, pageRows, cursor));
      const text = head + page.data.map((ticket) => `${lineOf(ticket)}\r\n`).join("");
      head = "";
      cursor = page.next_cursor ?? undefined;
      if (text !== "") controller.enqueue(encoder.encode(text));
      if (!cursor) controller.close();
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
