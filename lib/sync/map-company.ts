import type { z } from "zod";
import { sql } from "@/lib/platform/database/sql";
import { invalidField, notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { readSyncCompanies } from "./list-sync-companies";
import { relinkTickets } from "./relink-tickets";
import type { mapCompanyInput, SyncCompany } from "./schema";

type Input = z.output<typeof mapCompanyInput>;

/** Says which company of ours a vendor's one is. Its tickets and people follow in the same moment. */
export async function mapCompany(ctx: Context, input: Input): Promise<{ data: SyncCompany }> {
  const { connection_id, external_id } = input;
  const companyId = await chooseCompany(ctx, input);
  const mapped = await ctx.tx.$executeRaw`
    update company_sources set company_id = ${companyId}::uuid, needs_mapping = false
    where connection_id = ${connection_id}::uuid and external_id = ${external_id}`;
  if (mapped === 0) throw notFound("company of this connection");
  await ctx.tx.$executeRaw`
    update requesters r set company_id = ${companyId}::uuid from requester_sources s
    where s.connection_id = ${connection_id}::uuid and s.company_external_ids[1] = ${external_id} and r.id = s.requester_id
      and r.company_id is distinct from ${companyId}::uuid`;
  await ctx.audit("SYNC_COMPANY_MAPPED", null, { connection_id, external_id, company_id: companyId });
  while ((await relinkTickets(ctx, connection_id, { companyExternalId: external_id })) > 0);
  const [row] = await readSyncCompanies(
    ctx,
    sql`s.connection_id = ${connection_id}::uuid and s.external_id = ${external_id}`,
    1,
  );
  if (!row) throw notFound("company of this connection");
  return { data: row };
}

async function chooseCompany(ctx: Context, input: Input): Promise<string> {
  if (input.company_id) {
    const [found] = await ctx.tx.$queryRaw<
      { id: string }[]
    >`select id from companies where id = ${input.company_id}::uuid`;
    if (!found) throw invalidField("company_id", "There is no such company.");
    return found.id;
  }
  const [company] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into companies as c (name, account_number, domains)
    select s.name, ${input.account_number}, s.domains from company_sources s
    where s.connection_id = ${input.connection_id}::uuid and s.external_id = ${input.external_id}
    on conflict (organization_id, account_number) do update set account_number = c.account_number returning id`;
  if (!company) throw notFound("company of this connection");
  return company.id;
}
