import type { Context } from "@/lib/platform/organization";
import type { RemoteCompany } from "./adapters/adapter";
import { toRecords } from "./to-records";

type Connection = { id: string; account_field: string | null };

/**
 * Companies by the account number they carry at the vendor. One without a number keeps whatever it was mapped to by
 * hand, and otherwise waits for it: its tickets are stored all the same.
 */
export async function storeCompanies(
  ctx: Context,
  connection: Connection,
  companies: readonly RemoteCompany[],
): Promise<void> {
  if (companies.length === 0) return;
  const rows = toRecords(
    companies.map((company) => ({
      external_id: company.external_id,
      name: company.name.trim().slice(0, 200) || `Company ${company.external_id}`,
      description: company.description,
      domains: company.domains.map((domain) => domain.trim().toLowerCase()).filter(Boolean),
      account_number: accountNumber(company, connection.account_field),
    })),
  );
  await ctx.tx.$executeRaw`
    insert into companies (name, account_number, domains, description)
    select distinct on (n.account_number) n.name, n.account_number, n.domains, n.description
    from jsonb_to_recordset(${rows}::jsonb) as n(external_id text, name text, description text, domains text[], account_number text)
    where n.account_number is not null order by n.account_number, n.external_id
    on conflict (organization_id, account_number) do nothing`;
  await followNames(ctx, connection.id, rows);
  await ctx.tx.$executeRaw`
    insert into company_sources as s (connection_id, external_id, company_id, name, account_number, domains, is_active, needs_mapping)
    select ${connection.id}::uuid, n.external_id, c.id, n.name, n.account_number, n.domains, true, c.id is null
    from jsonb_to_recordset(${rows}::jsonb) as n(external_id text, name text, domains text[], account_number text)
    left join companies c on c.account_number = n.account_number
    on conflict (organization_id, connection_id, external_id) do update set name = excluded.name,
      account_number = excluded.account_number, domains = excluded.domains, is_active = true,
      company_id = coalesce(excluded.company_id, s.company_id), needs_mapping = coalesce(excluded.company_id, s.company_id) is null
    where (s.name, s.account_number, s.domains, s.is_active, s.company_id) is distinct from
      (excluded.name, excluded.account_number, excluded.domains, true, coalesce(excluded.company_id, s.company_id))`;
}

/** A name changed at the vendor changes here; one that somebody chose here stays until then. */
async function followNames(ctx: Context, connectionId: string, rows: string): Promise<void> {
  await ctx.tx.$executeRaw`
    update companies c set name = n.name, domains = n.domains, is_active = c.is_active or not s.is_active
    from jsonb_to_recordset(${rows}::jsonb) as n(external_id text, name text, domains text[])
    join company_sources s on s.connection_id = ${connectionId}::uuid and s.external_id = n.external_id
    where c.id = s.company_id and (s.name, s.domains, s.is_active) is distinct from (n.name, n.domains, true)`;
}

function accountNumber(company: RemoteCompany, field: string | null): string | null {
  const value = field === null ? null : company.custom_fields[field];
  if (typeof value !== "string" && typeof value !== "number") return null;
  return String(value).trim().slice(0, 50) || null;
}
