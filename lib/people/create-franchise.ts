import type { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import type { createFranchiseInput, FranchiseRow } from "./schema";

export async function createFranchise(
  ctx: Context,
  input: z.output<typeof createFranchiseInput>,
): Promise<{ data: FranchiseRow }> {
  const [created] = await ctx.tx.$queryRaw<FranchiseRow[]>`
    insert into franchises (code, name, city) values (${input.code}, ${input.name}, ${input.city || null})
    on conflict (organization_id, code) do nothing
    returning id, code, name, city, created_at, 0 as people_count`;
  if (!created)
    throw new AppError("conflict", `The code ${input.code} is taken by another franchise.`, {
      fields: [{ field: "code", message: "Taken by another franchise." }],
    });
  await ctx.audit("FRANCHISE_CREATED", null, {
    franchise_id: created.id,
    code: created.code,
    name: created.name,
  });
  ctx.emit("franchise.created", { franchise_id: created.id });
  return { data: created };
}
