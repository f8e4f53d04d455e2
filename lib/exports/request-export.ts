import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { loadExport } from "./export-job";
import { seesPersonalData } from "./mask-personal-data";
import type { ExportJob, RequestExportInput } from "./schema";

/** More than anyone waits for, and no way to fill the disk by a loop. */
const openLimit = 5;

/** Takes an order for a file; a background function writes it. */
export async function requestExport(ctx: Context, input: RequestExportInput): Promise<{ data: ExportJob }> {
  const { userId, scopes, ipAddress } = ctx.actor;
  if (!userId) throw new AppError("forbidden", "Exports are asked for by a person.");
  await refuseTooMany(ctx, userId);
  const { format, filters, columns, ...options } = input;
  const [created] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into ticket_export_jobs (requested_by_id, format, filters, columns, options, scopes, ip_address)
    values (${userId}::uuid, ${format}, ${JSON.stringify(filters)}::jsonb, ${columns}::text[], ${JSON.stringify(options)}::jsonb,
      ${scopes ? [...scopes] : null}::text[], ${ipAddress})
    returning id`;
  if (!created) throw new Error("The export was not stored.");
  await ctx.audit("EXPORTED", null, { export_id: created.id, ...auditedSpec(ctx, input) });
  ctx.emit("export.requested", { export_id: created.id, user_id: userId });
  return { data: await loadExport(ctx, created.id) };
}

/** What the audit log keeps of an export: which rows, which columns, and whether people are named in it. */
export function auditedSpec(ctx: Context, input: RequestExportInput): Record<string, unknown> {
  const { format, filters, columns, ticket_ids, except_ids, sort, order } = input;
  return {
    format,
    filters,
    columns,
    sort,
    order,
    ...(ticket_ids && { chosen_tickets: ticket_ids.length }),
    ...(except_ids?.length && { left_out_tickets: except_ids.length }),
    is_masked: !seesPersonalData(ctx.actor),
  };
}

async function refuseTooMany(ctx: Context, userId: string): Promise<void> {
  const [open] = await ctx.tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from ticket_export_jobs
    where requested_by_id = ${userId}::uuid and status in ('pending', 'processing')`;
  if (open && open.count >= openLimit)
    throw new AppError(
      "conflict",
      `${openLimit} of your exports are under way. Wait for one to end, or cancel one.`,
    );
}
