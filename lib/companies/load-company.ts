import { sql } from "@/lib/platform/database/sql";
import { AppError, notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { visibleCompanies } from "./access";
import type { CompanyRow } from "./schema";

export type LoadedCompany = Omit<CompanyRow, "open_ticket_count">;

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The visible company of an account number or an id, or 404. */
export async function loadCompany(
  ctx: Context,
  key: string,
  options: { lock?: boolean } = {},
): Promise<LoadedCompany> {
  const named = isId.test(key) ? sql`c.id = ${key}::uuid` : sql`c.account_number = ${key}`;
  const [company] = await ctx.tx.$queryRaw<LoadedCompany[]>`
    select c.id, c.name, c.account_number, c.domains, c.is_active, c.minimum_charge_minutes, c.description, c.created_at, c.updated_at
    from companies c where ${named} and ${visibleCompanies(ctx.actor, sql`c.id`)}
    ${options.lock ? sql`for no key update of c` : sql``}`;
  if (!company) throw notFound("company");
  return company;
}

export async function refuseTakenNumber(ctx: Context, number: string | null | undefined): Promise<void> {
  if (!number) return;
  const taken = await ctx.tx.company.findFirst({ where: { account_number: number } });
  if (!taken) return;
  const message = `${taken.name} already has this account number.`;
  throw new AppError("conflict", message, { fields: [{ field: "account_number", message }] });
}
