import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { getCompany } from "./get-company";
import { refuseTakenNumber } from "./load-company";
import type { CompanyDetail, CreateCompanyInput } from "./schema";

/** A company made by hand; those of a mirrored desk come with its base data. */
export async function createCompany(
  ctx: Context,
  input: CreateCompanyInput,
): Promise<{ data: CompanyDetail }> {
  await refuseTakenNumber(ctx, input.account_number);
  const [created] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into companies (name, account_number, domains, minimum_charge_minutes, description)
    values (${input.name}, ${input.account_number ?? null}, ${input.domains ?? []}::text[],
      ${input.minimum_charge_minutes ?? 0}, ${input.description || null})
    returning id`;
  if (!created) throw new AppError("internal", "The company could not be stored.");
  await ctx.audit("COMPANY_CREATED", null, { company_id: created.id, ...input });
  ctx.emit("company.created", { company_id: created.id });
  return getCompany(ctx, created.id);
}
