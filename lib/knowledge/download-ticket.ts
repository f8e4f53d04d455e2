import type { MaskCounts } from "@/lib/exports/mask-personal-data";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { loadTicket } from "@/lib/tickets/load-ticket";
import { checkRights, maskDocument, maskedHeader } from "./document-rights";
import { fileOfTicket } from "./node-id";
import { readDocuments } from "./read-documents";
import { renderTicket } from "./render-ticket";
import type { DocumentOptions } from "./schema";
import { documentHeaders } from "./write-documents";

/** One ticket as markdown; the header `X-Masked` counts what was masked in it. */
export async function downloadTicket(ctx: Context, id: string, options: DocumentOptions): Promise<Response> {
  await loadTicket(ctx, id);
  checkRights(ctx.actor, options);
  const [document] = await readDocuments(ctx, [id], options.include_internal_notes);
  if (!document) throw new AppError("forbidden", "A sensitive ticket does not leave the desk as a document.");
  const counts: MaskCounts = {};
  const text = renderTicket(maskDocument(document, options.mask, counts));
  await ctx.audit("KNOWLEDGE_DOWNLOADED", id, {
    with_notes: options.include_internal_notes,
    mask: options.mask,
  });
  const headers = documentHeaders(
    fileOfTicket(document.ticket_number, document.source, false),
    "text/markdown; charset=utf-8",
  );
  headers.set("x-masked", maskedHeader(counts));
  return new Response(text, { headers });
}
