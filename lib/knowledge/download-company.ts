import { safeFileName } from "@/lib/attachments/safe-file-name";
import { loadCompany } from "@/lib/companies/load-company";
import type { Context } from "@/lib/platform/organization";
import { checkRights } from "./document-rights";
import { keyOf } from "./find-node";
import { listKnownTickets } from "./known-tickets";
import type { CompanyDownloadQuery } from "./schema";
import { answerStream, type DocumentFile, writeArchive } from "./write-documents";

/** A company's tickets as an archive of the tree: Companies, the company, Tickets. */
export async function downloadCompany(
  ctx: Context,
  key: string,
  options: CompanyDownloadQuery,
): Promise<Response> {
  const company = await loadCompany(ctx, key);
  checkRights(ctx.actor, options);
  const tickets = await listKnownTickets(ctx, company.id, { state: options.state });
  // Two companies may have one name; the key behind it is one company's alone, and lasts.
  const folder = folderName(company.name, keyOf(company));
  const files: DocumentFile[] = tickets
    .filter((ticket) => !ticket.is_sensitive)
    .map(({ id, file }) => ({ id, path: `Companies/${folder}/Tickets/${safeFileName(file)}` }));
  await ctx.audit("KNOWLEDGE_DOWNLOADED", null, {
    company_id: company.id,
    tickets: files.length,
    state: options.state,
    with_notes: options.include_internal_notes,
    mask: options.mask,
  });
  return answerStream(writeArchive(ctx, files, options), `${folder}.zip`, "application/zip");
}

/** A slash in a name is no folder. */
function folderName(name: string, key: string): string {
  return safeFileName(`${name.replace(/[/\\]/g, "_").slice(0, 80)} (${key})`);
}
