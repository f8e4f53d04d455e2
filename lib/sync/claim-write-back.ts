import type { Context } from "@/lib/platform/organization";
import type { WriteBackPayload } from "./list-write-backs";
import type { WriteBackKind } from "./schema";

export type WriteBackJob = {
  id: string;
  ticket_id: string;
  external_id: string;
  kind: WriteBackKind;
  payload: WriteBackPayload;
  message_id: string | null;
  attempts: number;
  /** Null: sent whatever the vendor has by now. */
  based_on_updated_at: Date | null;
  created_at: Date;
};
export type WriteBackOutcome =
  | { status: "sent"; message_external_id?: string }
  | { status: "conflict"; reason: string; vendor_state?: object }
  | { status: "failed" | "later"; reason: string };

const attemptLimit = 10;
const firstDelaySeconds = 30;
const longestDelaySeconds = 3_600;

/**
 * The next change to send; those of one ticket go in the order in which they were made. One sender works for a
 * connection at a time, so what is marked as being sent was left behind by one that died.
 */
export async function claimWriteBack(ctx: Context, connectionId: string): Promise<WriteBackJob | null> {
  const [job] = await ctx.tx.$queryRaw<WriteBackJob[]>`
    update sync_write_backs set status = 'sending', attempts = attempts + 1
    where id = (select w.id from sync_write_backs w
      where w.connection_id = ${connectionId}::uuid and w.status in ('queued', 'sending') and w.next_attempt_at <= app_now()
        and not exists (select from sync_write_backs e where e.ticket_id = w.ticket_id and e.status in ('queued', 'sending')
          and (e.created_at, e.id) < (w.created_at, w.id))
      order by w.created_at, w.id limit 1 for update)
    returning id, ticket_id, external_id, kind, payload, message_id, attempts, based_on_updated_at, created_at`;
  return job ?? null;
}

export async function finishWriteBack(
  ctx: Context,
  job: WriteBackJob,
  outcome: WriteBackOutcome,
): Promise<void> {
  const isOver = outcome.status === "later" && job.attempts >= attemptLimit;
  const status = outcome.status === "later" ? (isOver ? "failed" : "queued") : outcome.status;
  const reason = "reason" in outcome ? outcome.reason : null;
  const delay = Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** (job.attempts - 1));
  await ctx.tx.$executeRaw`
    update sync_write_backs set status = ${status}, error_message = ${reason},
      vendor_state = ${JSON.stringify("vendor_state" in outcome ? outcome.vendor_state : null)}::jsonb,
      sent_at = case when ${status} = 'sent' then app_now() end,
      next_attempt_at = app_now() + make_interval(secs => ${delay}::int)
    where id = ${job.id}::uuid and status = 'sending'`;
  if (status === "queued") return;
  if (outcome.status === "sent" && outcome.message_external_id && job.message_id)
    await nameMessage(ctx, job, outcome.message_external_id);
  // The copy is written anew by the reading that follows: with this change, or with what the vendor has instead.
  await ctx.tx.$executeRaw`update ticket_sources set checksum = '' where ticket_id = ${job.ticket_id}::uuid`;
  await ctx.audit(`WRITE_BACK_${status.toUpperCase()}`, job.ticket_id, {
    kind: job.kind,
    ...(reason && { message: reason }),
  });
  ctx.tell("sync.run_progressed", { ticket_id: job.ticket_id });
}

/** A run may have brought the vendor's copy of our own message before we heard its id. */
async function nameMessage(ctx: Context, job: WriteBackJob, externalId: string): Promise<void> {
  await ctx.tx.$executeRaw`
    delete from ticket_messages where ticket_id = ${job.ticket_id}::uuid and external_id = ${externalId} and id <> ${job.message_id}::uuid`;
  await ctx.tx
    .$executeRaw`update ticket_messages set external_id = ${externalId} where id = ${job.message_id}::uuid`;
}
