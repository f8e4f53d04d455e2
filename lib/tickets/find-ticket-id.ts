import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";

/** The id behind a ticket's number (or id) as people write it in an address. Visibility is checked by who loads it. */
export async function findTicketId(ctx: Context, numberOrId: string): Promise<string> {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(numberOrId)) return numberOrId.toLowerCase();
  const number = /^\d{1,9}$/.test(numberOrId) ? Number(numberOrId) : 0;
  const [row] = await ctx.tx.$queryRaw<
    { id: string }[]
  >`select id from tickets where number = ${number}::int and organization_id = ${ctx.organizationId}::uuid`;
  if (!row) throw notFound("ticket");
  return row.id;
}
