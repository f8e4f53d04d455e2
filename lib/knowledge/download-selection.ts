import { safeFileName } from "@/lib/attachments/safe-file-name";
import { and, sql } from "@/lib/platform/database/sql";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { visibleTickets } from "@/lib/tickets/access";
import { filterTickets } from "@/lib/tickets/filter-tickets";
import { checkRights } from "./document-rights";
import { fileOfTicket } from "./node-id";
import { type SelectionInput, selectionLimit } from "./schema";
import { answerStream, writeArchive, writeText } from "./write-documents";

type Row = { id: string; ticket_number: string; source: string; is_shared: boolean };

/** Chosen tickets, or all that a filter matches, newest first: one text, or an archive. */
export async function downloadSelection(ctx: Context, input: SelectionInput): Promise<Response> {
  checkRights(ctx.actor, input);
  const rows = await chooseTickets(ctx, input);
  if (rows.length > selectionLimit)
    throw new AppError(
      "invalid_input",
      `At most ${selectionLimit.toLocaleString("en")} tickets at once. Narrow the filter, or download company by company.`,
    );
  if (rows.length === 0) throw new AppError("invalid_input", "No ticket of this selection can be exported.");
  await ctx.audit("KNOWLEDGE_DOWNLOADED", null, {
    tickets: rows.length,
    format: input.format,
    with_notes: input.include_internal_notes,
    mask: input.mask,
  });
  const files = rows.map(({ id, ticket_number, source, is_shared }) => ({
    id,
    path: `Tickets/${safeFileName(fileOfTicket(ticket_number, source, is_shared))}`,
  }));
  return input.format === "zip"
    ? answerStream(writeArchive(ctx, files, input), "tickets.zip", "application/zip")
    : answerStream(writeText(ctx, files, input), "tickets.md", "text/markdown; charset=utf-8");
}

function chooseTickets(ctx: Context, { ticket_ids, except_ids, filters }: SelectionInput): Promise<Row[]> {
  const chosen = ticket_ids
    ? [visibleTickets(ctx.actor), sql`t.id = any (${ticket_ids}::uuid[])`]
    : [
        filterTickets(ctx, filters),
        ...(except_ids?.length ? [sql`not t.id = any (${except_ids}::uuid[])`] : []),
      ];
  return ctx.tx.$queryRaw<Row[]>`
    select k.id, k.ticket_number, k.source, count(*) over (partition by k.ticket_number) > 1 as is_shared
    from (select t.id, coalesce(t.external_id, t.number::text) as ticket_number, t.source, t.updated_at from tickets t
      where ${and(chosen)} and not t.is_sensitive order by t.updated_at desc, t.id desc limit ${selectionLimit + 1}) k
    order by k.updated_at desc, k.id desc`;
}
