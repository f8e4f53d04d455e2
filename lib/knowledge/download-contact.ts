import { visibleCompanies } from "@/lib/companies/access";
import type { MaskCounts } from "@/lib/exports/mask-personal-data";
import { sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { checkRights, maskedHeader } from "./document-rights";
import { listContacts, requireContacts } from "./list-contacts";
import { maskContact, renderContact } from "./render-contact";
import type { DocumentOptions } from "./schema";
import { documentHeaders } from "./write-documents";

/** One requester's contact as markdown; the header `X-Masked` counts what was masked in it. */
export async function downloadContact(
  ctx: Context,
  id: string,
  { mask }: Pick<DocumentOptions, "mask">,
): Promise<Response> {
  requireContacts(ctx.actor);
  checkRights(ctx.actor, { mask, include_internal_notes: false });
  const [requester] = await ctx.tx.$queryRaw<{ company_id: string | null }[]>`
    select r.company_id from requesters r where r.id = ${id}::uuid and ${visibleCompanies(ctx.actor, sql`r.company_id`)}`;
  const [contact] = requester?.company_id ? await listContacts(ctx, requester.company_id, { id }) : [];
  if (!contact) throw notFound("contact");
  const counts: MaskCounts = {};
  const text = renderContact(maskContact(contact, mask, counts));
  await ctx.audit("KNOWLEDGE_DOWNLOADED", null, { requester_id: id, mask });
  const headers = documentHeaders("Contact.md", "text/markdown; charset=utf-8");
  headers.set("x-masked", maskedHeader(counts));
  return new Response(text, { headers });
}
