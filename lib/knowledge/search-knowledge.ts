import type { z } from "zod";
import type { Context } from "@/lib/platform/organization";
import { seesInternalNotes, visibleTickets } from "@/lib/tickets/access";
import { fileOfTicket, ticketNode } from "./node-id";
import type { SearchHit, SearchQuery, searchAnswer } from "./schema";

/** Ranked are the hits among the newest tickets; a common word has more than anyone reads. */
const rankedHits = 2000;
const [matchStart, matchEnd] = ["\u0002", "\u0003"];

type Row = {
  ticket_id: string;
  number: number;
  ticket_number: string;
  source: string;
  title: string;
  company_id: string | null;
  company_key: string | null;
  company_name: string | null;
  rank: number;
  excerpt: string;
  is_shared: boolean;
  hit_count: number;
};

/** Tickets by how well they fit, each with the passage that does. Notes are searched for the desk alone. */
export async function searchKnowledge(
  ctx: Context,
  query: SearchQuery,
): Promise<z.input<typeof searchAnswer>> {
  const rows = await selectHits(ctx, query);
  return { data: rows.map(asHit), is_partial: (rows[0]?.hit_count ?? 0) >= rankedHits };
}

/** Passages are cut for the shown hits only: that reads their texts again. */
function selectHits(ctx: Context, { query, company_id, limit }: SearchQuery): Promise<Row[]> {
  const companies = company_id ? [company_id] : (ctx.actor.companyIds ?? null);
  const withNotes = seesInternalNotes(ctx.actor);
  const marks = `StartSel=${matchStart}, StopSel=${matchEnd}, MaxWords=40, MinWords=20, MaxFragments=2, FragmentDelimiter=" … "`;
  return ctx.tx.$queryRaw<Row[]>`
    with hits as materialized (
      select id, rank from rank_ticket_hits(${query}, ${withNotes}, ${companies ? [...companies] : null}::uuid[], ${rankedHits}::int)
    ), best as materialized (
      select t.id, hits.rank, (select count(*)::int from hits) as hit_count from hits join tickets t on t.id = hits.id
      where ${visibleTickets(ctx.actor)} order by hits.rank desc, t.id desc limit ${limit}
    )
    select t.id as ticket_id, t.number, coalesce(t.external_id, t.number::text) as ticket_number, t.source, t.title, t.company_id,
      coalesce(c.account_number, c.id::text) as company_key, c.name as company_name, best.rank, best.hit_count,
      exists (select from tickets o where o.company_id = t.company_id and o.id <> t.id and not o.archived
        and coalesce(o.external_id, o.number::text) = coalesce(t.external_id, t.number::text)) as is_shared,
      ts_headline('english', left(t.description || coalesce((select E'\\n' || string_agg(m.message_text, E'\\n' order by m.created_at, m.id)
          from ticket_messages m where m.ticket_id = t.id and (${withNotes} or not m.is_internal_note)), ''), 200000),
        ticket_search_query(${query}), ${marks}) as excerpt
    from best join tickets t on t.id = best.id left join companies c on c.id = t.company_id
    order by best.rank desc, best.id desc`;
}

function asHit(row: Row): SearchHit {
  const file = fileOfTicket(row.ticket_number, row.source, row.is_shared);
  return {
    id: row.company_key ? ticketNode(row.company_key, file) : null,
    name: file,
    ticket_id: row.ticket_id,
    number: row.number,
    title: row.title,
    company_id: row.company_id,
    folder_path: row.company_name ? `Companies / ${row.company_name} / Tickets` : "",
    rank: row.rank,
    excerpt: pieces(row.excerpt),
  };
}

/** Words that stand next to each other are one match. */
function pieces(excerpt: string): SearchHit["excerpt"] {
  const joined = excerpt.replaceAll(`${matchEnd} ${matchStart}`, " ");
  return joined
    .split(matchStart)
    .flatMap((part, at) => {
      if (at === 0) return [{ text: part, is_match: false }];
      const end = part.indexOf(matchEnd);
      return [
        { text: part.slice(0, end), is_match: true },
        { text: part.slice(end + 1), is_match: false },
      ];
    })
    .filter(({ text }) => text !== "");
}
