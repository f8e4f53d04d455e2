import { type Sql, sql } from "@/lib/platform/database/sql";
import { fill, type Organization } from "@/prisma/seed/factories";

type Check = { name: string; query: Sql };

/** Each check counts what must not be there. */
export async function findProblems(
  organization: Organization,
  tickets: number,
  chain: readonly string[],
): Promise<string[]> {
  const levels = chain.length;
  return fill(organization, async (ctx) => {
    const problems: string[] = [];
    for (const { name, query } of checks(tickets, levels)) {
      const [row] = await ctx.tx.$queryRaw<
        { count: number }[]
      >`select count(*)::int as count from (${query}) found`;
      console.log(`${row?.count === 0 ? "✓" : "✗"} ${name}`);
      if (row?.count !== 0) problems.push(`${name}: ${row?.count}`);
    }
    return problems;
  });
}

export async function countLevels(organization: Organization): Promise<number> {
  return fill(organization, async (ctx) => {
    const [row] = await ctx.tx.$queryRaw<
      { count: number }[]
    >`select count(*)::int as count from sla_escalations`;
    return row?.count ?? 0;
  });
}

function checks(tickets: number, levels: number): Check[] {
  const told = sql`select o.id, o.name, o.data from outbox o where o.name in ('ticket.sla_near_breach', 'ticket.sla_breached', 'ticket.auto_escalated')`;
  return [
    {
      name: "every ticket was filed",
      query: sql`select from (select count(*) as filed from tickets) t where t.filed <> ${tickets}`,
    },
    {
      name: "every ticket went through every level once",
      query: sql`select from tickets t left join sla_escalations e on e.ticket_id = t.id
        group by t.id having count(e.level) <> ${levels} or count(distinct e.level) <> ${levels}`,
    },
    {
      name: "every ticket is where its chain ends",
      query: sql`select from tickets where not (status = 'ESCALATED' and sla_breached and sla_escalation_level = ${levels - 1})`,
    },
    {
      name: "the audit log says so, once for each level",
      query: sql`select from tickets t left join ticket_audit a on a.ticket_id = t.id and a.action = 'AUTO_ESCALATED'
        group by t.id having count(a.id) <> ${levels} or count(distinct a.payload ->> 'escalation_level') <> ${levels}`,
    },
    {
      name: "every breach was told once",
      query: sql`select from tickets t left join (${told}) e on (e.data ->> 'ticket_id')::uuid = t.id and e.name = 'ticket.sla_breached'
        group by t.id having count(e.id) <> 1`,
    },
    {
      name: "nobody was warned twice",
      query: sql`select from (${told}) e where e.name = 'ticket.sla_near_breach' group by e.data ->> 'ticket_id' having count(*) > 1`,
    },
    {
      name: "every level was told once",
      query: sql`select from tickets t left join (${told}) e on (e.data ->> 'ticket_id')::uuid = t.id and e.name = 'ticket.auto_escalated'
        group by t.id having count(e.id) <> ${levels} or count(distinct e.data ->> 'level') <> ${levels}`,
    },
    {
      name: "nothing waits to be sent",
      query: sql`select from outbox where sent_at is null`,
    },
    {
      name: "everything told reached the one person of its role, once",
      query: sql`select from (${told}) e left join notifications n on n.event_id = e.id::text
        group by e.id having count(n.id) <> 1 or count(distinct n.user_id) <> 1`,
    },
  ];
}
