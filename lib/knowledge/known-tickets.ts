import { and, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { visibleTickets } from "@/lib/tickets/access";
import { fileOfTicket } from "./node-id";

/** A ticket as a file in its company's folder. */
export type KnownTicket = {
  id: string;
  file: string;
  title: string;
  is_sensitive: boolean;
  updated_at: Date;
};

type Choice = {
  state: "finished" | "any";
  /** Further conditions on the row `k`. */
  where?: readonly Sql[];
  limit?: number;
};
type Row = Omit<KnownTicket, "file"> & { ticket_number: string; source: string; is_shared: boolean };

/** A company's visible tickets, newest first; archived ones and those deleted at the vendor are not known. */
export async function listKnownTickets(
  ctx: Context,
  companyId: string,
  { state, where = [], limit }: Choice,
): Promise<KnownTicket[]> {
  const finished = state === "finished" ? [sql`k.status in ('RESOLVED', 'CLOSED')`] : [];
  const rows = await ctx.tx.$queryRaw<Row[]>`
    select k.id, k.ticket_number, k.source, k.title, k.is_sensitive, k.updated_at, k.is_shared from (
      select t.id, coalesce(t.external_id, t.number::text) as ticket_number, t.source, t.status, t.is_sensitive, t.updated_at,
        case when t.is_sensitive then 'Sensitive ticket' else t.title end as title,
        count(*) over (partition by coalesce(t.external_id, t.number::text)) > 1 as is_shared
      from tickets t where t.company_id = ${companyId}::uuid and not t.archived and ${visibleTickets(ctx.actor)}
    ) k
    where ${and([...finished, ...where])} order by k.updated_at desc, k.id desc
    ${limit === undefined ? sql`` : sql`limit ${limit}`}`;
  return rows.map(({ ticket_number, source, is_shared, ...ticket }) => ({
    ...ticket,
    file: fileOfTicket(ticket_number, source, is_shared),
  }));
}
