import type { Context } from "@/lib/platform/organization";
import { getCompany } from "./get-company";
import { type LoadedCompany, loadCompany, refuseTakenNumber } from "./load-company";
import type { CompanyDetail, UpdateCompanyInput } from "./schema";

const fields = [
  "name",
  "account_number",
  "domains",
  "is_active",
  "minimum_charge_minutes",
  "description",
] as const satisfies (keyof UpdateCompanyInput)[];

/** Changes a company. It is never deleted: what was worked for it stays readable; an inactive one leaves the choices. */
export async function updateCompany(
  ctx: Context,
  key: string,
  input: UpdateCompanyInput,
): Promise<{ data: CompanyDetail }> {
  const company = await loadCompany(ctx, key, { lock: true });
  const next = { ...company, ...given(input) };
  if (next.account_number !== company.account_number) await refuseTakenNumber(ctx, next.account_number);
  const changes = differences(company, next);
  if (Object.keys(changes).length > 0) {
    await ctx.tx.$executeRaw`
      update companies set name = ${next.name}, account_number = ${next.account_number}, domains = ${next.domains}::text[],
        is_active = ${next.is_active}, minimum_charge_minutes = ${next.minimum_charge_minutes},
        description = ${next.description || null}
      where id = ${company.id}::uuid`;
    await ctx.audit("COMPANY_UPDATED", null, { company_id: company.id, changes });
    ctx.emit("company.changed", { company_id: company.id });
  }
  return getCompany(ctx, company.id);
}

function given(input: UpdateCompanyInput): Partial<LoadedCompany> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

function differences(company: LoadedCompany, next: LoadedCompany) {
  const changed = fields.filter((field) => JSON.stringify(company[field]) !== JSON.stringify(next[field]));
  return Object.fromEntries(changed.map((field) => [field, { old: company[field], new: next[field] }]));
}
