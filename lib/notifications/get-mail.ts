import { readFile } from "node:fs/promises";
import { notFound } from "@/lib/platform/errors";
import { outboxPath } from "@/lib/platform/mail";
import type { Context } from "@/lib/platform/organization";
import { mailColumns } from "./list-mails";
import { readMime } from "./read-mime";
import type { MailDetail, MailRow } from "./schema";

const nothing = { headers: [], html: null, text: null };

/** A mail as it was written to the outbox folder; of one that was sent, only what the list says. */
export async function getMail(ctx: Context, id: string): Promise<{ data: MailDetail }> {
  const [row] = await ctx.tx.$queryRaw<(MailRow & { file_name: string | null })[]>`
    select ${mailColumns}, m.file_name from mails m left join tickets t on t.id = m.ticket_id where m.id = ${id}`;
  if (!row) throw notFound("e-mail");
  const source = row.file_name
    ? await readFile(outboxPath(ctx.organizationId, row.file_name), "utf8").catch(() => null)
    : null;
  return { data: { ...row, is_in_outbox: source !== null, ...(source ? readMime(source) : nothing) } };
}
