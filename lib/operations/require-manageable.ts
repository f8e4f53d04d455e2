import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import type { Run } from "./schema";

/** What serves all organizations of an installation is not one organization's to stop or repeat. */
export async function requireManageable(ctx: Context, run: Run): Promise<void> {
  if (!run.is_shared) return;
  const [row] = await ctx.tx.$queryRaw<{ organizations: number }[]>`
    select count(*)::int as organizations from list_organization_ids()`;
  if ((row?.organizations ?? 0) > 1)
    throw new AppError(
      "forbidden",
      "This run serves every organization of this installation, so no single one may cancel or repeat it.",
    );
}
