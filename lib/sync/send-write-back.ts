import { systemActor, withOrganization } from "@/lib/platform/organization";
import { type Adapter, type OutgoingFile, type RemoteTicket, VendorError } from "./adapters/adapter";
import {
  claimWriteBack,
  finishWriteBack,
  type WriteBackJob,
  type WriteBackOutcome,
} from "./claim-write-back";
import { loadConnection } from "./connections/load-connection";
import { findFiles } from "./find-files";
import { htmlToText } from "./html-to-text";
import { openAdapter } from "./open-adapter";
import { deletedReason } from "./read-contents";

/** How far the vendor's clock may lag behind ours when a repeated message is looked for. */
const clockSlackMs = 5 * 60_000;
const pageLimit = 100;

/**
 * Sends the next change that waits, between two transactions. One that may have arrived already, because its sender died
 * or the answer was lost, is looked for before it is sent again. Answers the ticket it was about, null when none waits.
 */
export async function sendWriteBack(organizationId: string, connectionId: string): Promise<string | null> {
  const actor = systemActor(organizationId);
  const claimed = await withOrganization(actor, async (ctx) => {
    const job = await claimWriteBack(ctx, connectionId);
    if (!job) return null;
    return { job, connection: await loadConnection(ctx, connectionId), files: await findFiles(ctx, job) };
  });
  if (!claimed) return null;
  const { job, connection, files } = claimed;
  const outcome = await attempt(openAdapter(organizationId, connection), job, files);
  await withOrganization(actor, (ctx) => finishWriteBack(ctx, job, outcome));
  return job.external_id;
}

async function attempt(
  adapter: Adapter,
  job: WriteBackJob,
  files: readonly OutgoingFile[],
): Promise<WriteBackOutcome> {
  try {
    const ticket = await adapter.readTicket(job.external_id);
    if (!ticket || deletedReason(ticket))
      return {
        status: "failed",
        reason: "The ticket is gone at the vendor: it was deleted or merged there.",
      };
    return job.kind === "reply" || job.kind === "note"
      ? await sendMessage(adapter, job, job.kind, files)
      : await sendChange(adapter, job, ticket);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    if (error.kind === "conflict") return { status: "conflict", reason: error.message };
    const mayPass = ["rate_limited", "unavailable", "unreadable"].includes(error.kind);
    return { status: mayPass ? "later" : "failed", reason: error.message };
  }
}

async function sendMessage(
  adapter: Adapter,
  job: WriteBackJob,
  kind: "reply" | "note",
  files: readonly OutgoingFile[],
): Promise<WriteBackOutcome> {
  const html = job.payload.html ?? "";
  const echo = job.attempts > 1 ? await findEcho(adapter, job, kind, html) : null;
  if (echo) return { status: "sent", message_external_id: echo };
  const message = { html, files };
  const sent =
    kind === "reply"
      ? await adapter.addReply(job.external_id, message)
      : await adapter.addNote(job.external_id, message, true);
  return { status: "sent", message_external_id: sent.external_id };
}

/** The same words, said since this was queued. */
async function findEcho(
  adapter: Adapter,
  job: WriteBackJob,
  kind: "reply" | "note",
  html: string,
): Promise<string | null> {
  const words = htmlToText(html);
  const since = job.created_at.getTime() - clockSlackMs;
  let cursor: string | null = null;
  for (let pages = 0; pages < pageLimit; pages += 1) {
    const page: Awaited<ReturnType<Adapter["readConversations"]>> = await adapter.readConversations(
      job.external_id,
      cursor,
    );
    const found = page.rows.find(
      (row) =>
        row.is_private === (kind === "note") &&
        row.created_at.getTime() >= since &&
        htmlToText(row.body_html) === words,
    );
    if (found) return found.external_id;
    if (page.next === null) return null;
    cursor = page.next;
  }
  return null;
}

/** What the vendor's own people decided meanwhile is not overwritten unless somebody here has seen it. */
async function sendChange(
  adapter: Adapter,
  job: WriteBackJob,
  ticket: RemoteTicket,
): Promise<WriteBackOutcome> {
  const isStatus = job.kind === "status";
  const wanted = isStatus ? (job.payload.code ?? null) : (job.payload.responder_external_id ?? null);
  const there = isStatus ? ticket.status : ticket.responder_external_id;
  if (there === wanted) return { status: "sent" };
  const hasMoved =
    job.based_on_updated_at !== null &&
    ticket.updated_at > job.based_on_updated_at &&
    there !== (job.payload.was ?? null);
  if (hasMoved)
    return {
      status: "conflict",
      reason: `The ${isStatus ? "status" : "agent"} was changed at the vendor on ${ticket.updated_at.toISOString()}. Look at the ticket there, then send this again or give it up.`,
      vendor_state: { status: ticket.status, responder_external_id: ticket.responder_external_id },
    };
  await adapter.updateTicket(
    job.external_id,
    isStatus ? { status: wanted ?? "" } : { responder_external_id: wanted },
  );
  return { status: "sent" };
}
