import { AppError, notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { mailColumns } from "./list-mails";
import type { MailRow } from "./schema";

/** Starts a failed mail's tries afresh; the next minute's sweep sends it. */
export async function retryMail(ctx: Context, id: string): Promise<{ data: MailRow }> {
  const mail = await ctx.tx.mail.findFirst({ where: { id } });
  if (!mail) throw notFound("e-mail");
  if (mail.status !== "failed")
    throw new AppError("conflict", "Only an e-mail that failed can be tried again.");
  const isSummary = id.startsWith("summary.");
  const revived = await ctx.tx.$executeRaw`
    update notification_deliveries d set status = 'pending', attempts = 0, due_at = app_now(), released_at = null,
      claimed_by = null, claimed_at = null, finished_at = null
    from notifications n
    where n.id = d.notification_id and d.channel = 'email' and d.status = 'failed'
      and ((not ${isSummary} and n.id::text = ${id}) or (${isSummary} and d.in_digest
        and n.user_id is not distinct from ${mail.user_id}::uuid and n.requester_id is not distinct from ${mail.requester_id}::uuid))`;
  if (revived === 0)
    throw new AppError("conflict", "What this e-mail was about is gone; there is nothing to send.");
  await ctx.tx.$executeRaw`update mails set status = 'waiting', updated_at = app_now() where id = ${id}`;
  await ctx.audit("MAIL_RETRIED", mail.ticket_id, { mail_id: id });
  const [row] = await ctx.tx.$queryRaw<MailRow[]>`
    select ${mailColumns} from mails m left join tickets t on t.id = m.ticket_id where m.id = ${id}`;
  if (!row) throw notFound("e-mail");
  return { data: row };
}
