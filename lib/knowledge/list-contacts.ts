import { visibleCompanies } from "@/lib/companies/access";
import { empty, sql } from "@/lib/platform/database/sql";
import { AppError } from "@/lib/platform/errors";
import type { Actor, Context } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import type { ContactDocument } from "./render-contact";

/** A requester as a folder in their company's. `sort_name` is where the list of them goes on. */
export type Contact = ContactDocument & { id: string; sort_name: string; is_shared: boolean };

type Choice = { id?: string; after?: { sort_name: string; id: string }; limit?: number };

/** Contacts are told to those who may see people; a token may be made without that. */
export function seesContacts(actor: Actor): boolean {
  return hasPermission(actor, "people:read");
}

export function requireContacts(actor: Actor): void {
  if (!seesContacts(actor))
    throw new AppError("forbidden", "Contacts need the permission people:read besides knowledge:read.");
}

/** A company's requesters, by name. */
export async function listContacts(
  ctx: Context,
  companyId: string,
  { id, after, limit }: Choice = {},
): Promise<Contact[]> {
  return ctx.tx.$queryRaw<Contact[]>`
    select k.* from (
      select r.id, r.name, r.email, r.phone, lower(r.name) collate "C" as sort_name,
        count(*) over (partition by lower(r.name)) > 1 as is_shared,
        coalesce((select bool_or(s.is_active) from requester_sources s where s.requester_id = r.id), true) as is_active
      from requesters r where r.company_id = ${companyId}::uuid and ${visibleCompanies(ctx.actor, sql`r.company_id`)}
    ) k
    where ${id ? sql`k.id = ${id}::uuid` : sql`true`}
      ${after ? sql`and (k.sort_name, k.id) > (${after.sort_name} collate "C", ${after.id}::uuid)` : empty}
    order by k.sort_name, k.id ${limit === undefined ? empty : sql`limit ${limit}`}`;
}
