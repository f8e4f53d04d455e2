import type { HttpClient } from "./measure";
import type { Prepared } from "./prepare";

type Request = { method: string; path: string; headers: Record<string, string>; body?: string };
export type Case = { name: string; request: (sample: number) => Request; isWrite?: boolean };

type ListReply = { data: { id: string; version: number }[]; pagination: { next_cursor: string } };

/** What an agent and a partner do all day, through the real server with a token (the page: with a session). */
export async function ticketCases(client: HttpClient, prepared: Prepared): Promise<Case[]> {
  const headers = { authorization: `Bearer ${prepared.token}` };
  const get = (name: string, path: string): Case => ({
    name,
    request: () => ({ method: "GET", path, headers }),
  });
  const read = async (path: string) =>
    JSON.parse((await client.send({ method: "GET", path, headers })).body) as ListReply;
  const deepPage = Math.floor(prepared.tickets / 50 / 2);
  const { pagination } = await read(`/api/v1/tickets?page=${Math.min(10_000, deepPage)}&count=false`);
  const { data } = await read("/api/v1/tickets?limit=500&status=OPEN,IN_PROGRESS");
  const ids = data.map((ticket) => ticket.id);
  const json = { ...headers, "content-type": "application/json" };
  const id = (sample: number) => ids[sample % ids.length] ?? "";
  return [
    get("list, 50 rows", "/api/v1/tickets"),
    get(
      "list filtered by status and priority",
      "/api/v1/tickets?status=OPEN,IN_PROGRESS&priority=HIGH,CRITICAL",
    ),
    get("list by due time, breached", "/api/v1/tickets?sla_status=breached&sort=sla_due_at&order=asc"),
    get("list, deep cursor", `/api/v1/tickets?cursor=${pagination.next_cursor}`),
    get("list, 500 rows", "/api/v1/tickets?limit=500"),
    get("search, rare words", "/api/v1/tickets?search=term2zz%20customs"),
    get("search, common word", "/api/v1/tickets?search=customs"),
    {
      name: "detail",
      request: (sample) => ({ method: "GET", path: `/api/v1/tickets/${id(sample)}`, headers }),
    },
    {
      name: "list page (HTML)",
      request: () => ({ method: "GET", path: "/tickets", headers: { cookie: prepared.cookie } }),
    },
    // Writes come last: functions work on what they caused for a while.
    {
      name: "create",
      isWrite: true,
      request: () => ({ method: "POST", path: "/api/v1/tickets", headers: json, body: newTicket }),
    },
    {
      name: "update",
      isWrite: true,
      request: (sample) => ({
        method: "PATCH",
        path: `/api/v1/tickets/${id(sample)}`,
        headers: json,
        body: JSON.stringify({ title: `Benchmark title number ${sample}` }),
      }),
    },
  ];
}

const newTicket = JSON.stringify({
  title: "Label printer at gate two prints blank pages",
  description:
    "Since the morning shift every second label comes out blank. Restarting helps for a few minutes only.",
  priority: "HIGH",
  tags: ["printer", "gate"],
});
