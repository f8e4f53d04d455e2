import type { z } from "zod";
import { AppError, invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import type { createRequesterInput, RequesterRow } from "./schema";

/** A contact without an account; an address or external id that is known already is refused, not merged. */
export async function createRequester(
  ctx: Context,
  input: z.output<typeof createRequesterInput>,
): Promise<{ data: RequesterRow }> {
  await refuseKnown(ctx, "email", input.email);
  await refuseKnown(ctx, "external_id", input.external_id);
  const companyName = input.company_id ? await companyNameOf(ctx, input.company_id) : null;
  const [created] = await ctx.tx.$queryRaw<Omit<RequesterRow, "company_name">[]>`
    insert into requesters (name, email, phone, company_id, external_id)
    values (${input.name}, ${input.email ?? null}, ${input.phone || null}, ${input.company_id ?? null}::uuid, ${input.external_id ?? null})
    returning id, name, email, phone, company_id, user_id, external_id, created_at`;
  if (!created) throw new AppError("internal", "The requester could not be stored.");
  await ctx.audit("REQUESTER_CREATED", null, { requester_id: created.id });
  ctx.emit("requester.created", { requester_id: created.id });
  return { data: { ...created, company_name: companyName } };
}

async function refuseKnown(ctx: Context, field: "email" | "external_id", value: string | null | undefined) {
  if (!value) return;
  const known = await ctx.tx.requester.findFirst({ where: { [field]: value } });
  if (!known) return;
  const message = `${known.name} already has this ${field === "email" ? "e-mail address" : "external id"}.`;
  throw new AppError("conflict", message, { fields: [{ field, message }], requester_id: known.id });
}

async function companyNameOf(ctx: Context, id: string): Promise<string> {
  const company = await ctx.tx.company.findFirst({ where: { id } });
  if (!company) throw invalidField("company_id", "No such company.");
  return company.name;
}
