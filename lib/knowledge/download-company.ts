import { safeFileName } from "@/lib/attachments/safe-file-name";
import { loadCompany } from "@/lib/companies/load-company";
import type { Context } from "@/lib/platform/organization";
import { checkRights } from "./document-rights";
import { keyOf } from "./find-node";
import { listKnownTickets } from "./known-tickets";
import { type Contact, listContacts, seesContacts } from "./list-contacts";
import { contactFileName } from "./node-id";
import type { CompanyDownloadQuery } from "./schema";
import { answerStream, type DocumentFile, writeArchive } from "./write-documents";

/** A company's tickets and contacts as an archive of the tree: Companies, the company, Users and Tickets. */
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
  const contacts = seesContacts(ctx.actor) ? await listContacts(ctx, company.id) : [];
  await ctx.audit("KNOWLEDGE_DOWNLOADED", null, {
    company_id: company.id,
    tickets: files.length,
    contacts: contacts.length,
    state: options.state,
    with_notes: options.include_internal_notes,
    mask: options.mask,
  });
  const people = contacts.map((contact) => ({
    contact,
    path: `Companies/${folder}/Users/${userFolderName(contact)}/${contactFileName}`,
  }));
  return answerStream(writeArchive(ctx, files, options, people), `${folder}.zip`, "application/zip");
}

/** A folder each: people may share a name, and other names become one where a system has no letters for them. */
function userFolderName({ id, name, is_shared }: Contact): string {
  const words = name.replace(/[/\\]/g, "_").slice(0, 80);
  const isPlain = words === name && plainName.test(name);
  return safeFileName(is_shared || !isPlain ? `${words} (${id})` : words);
}

const plainName = /^[\p{L}\p{N}](?:[\p{L}\p{N}.,'-]| (?! ))*(?<=[\p{L}\p{N}])$/u;

/** A slash in a name is no folder. */
function folderName(name: string, key: string): string {
  return safeFileName(`${name.replace(/[/\\]/g, "_").slice(0, 80)} (${key})`);
}
