import { afterEach, describe, expect, it } from "vitest";
import { type RunningSimulator, type StartOptions, startSimulator } from "../start";

type Row = Record<string, unknown> & { id: number };
const everything = "updated_since=2020-01-01T00:00:00Z";

describe("the simulated Freshdesk", () => {
  let running: RunningSimulator | undefined;
  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });

  async function start(options: Partial<StartOptions> = {}): Promise<void> {
    const until = new Date("2026-06-01T00:00:00Z");
    running = await startSimulator({
      vendor: "freshdesk",
      tickets: 200,
      seed: 3,
      plan: "unlimited",
      until,
      ...options,
    });
  }

  function ask(path: string, init: RequestInit = {}, key = "sim-full-3"): Promise<Response> {
    const authorization = `Basic ${Buffer.from(`${key}:X`).toString("base64")}`;
    return fetch(`${running?.url}/api/v2/${path}`, { ...init, headers: { authorization } });
  }

  async function rows(path: string): Promise<Row[]> {
    return (await ask(path)).json() as Promise<Row[]>;
  }

  it("answers lists as bare arrays, without descriptions unless asked, three hundred pages at most", async () => {
    await start();
    const listed = await rows(`tickets?${everything}&per_page=100&order_by=updated_at&order_type=asc`);
    expect(listed).toHaveLength(100);
    expect(listed[0]).not.toHaveProperty("description");
    const changes = listed.map((row) => String(row.updated_at));
    expect(changes).toEqual(changes.toSorted());
    const [described] = await rows(
      `tickets?${everything}&per_page=1&include=description,stats,requester,company`,
    );
    expect(described).toMatchObject({ stats: expect.any(Object), company: expect.any(Object) });
    expect(described).toHaveProperty("description_text");
    expect((await ask(`tickets?${everything}&page=301`)).status).toBe(400);
    expect((await ask(`tickets?per_page=101`)).status).toBe(400);
    expect((await rows(`tickets?${everything}&filter=deleted`)).every((row) => row.deleted === true)).toBe(
      true,
    );
  });

  it("searches thirty rows on each of ten pages", async () => {
    await start();
    const query = encodeURIComponent(`"created_at:>'2025-06-01'"`);
    const found = (await (await ask(`search/tickets?query=${query}`)).json()) as {
      total: number;
      results: Row[];
    };
    expect(found.results).toHaveLength(30);
    expect(found.total).toBeGreaterThan(100);
    expect((await ask(`search/tickets?query=${query}&page=11`)).status).toBe(400);
  });

  it("embeds ten conversations and pages the rest, with time entries beside", async () => {
    await start();
    const view = (await (await ask("tickets/9?include=conversations")).json()) as { conversations: Row[] };
    expect(view.conversations).toHaveLength(10);
    const first = await ask("tickets/9/conversations");
    expect(await first.json()).toHaveLength(30);
    expect(first.headers.get("link")).toContain('rel="next"');
    expect(Array.isArray(await rows("tickets/9/time_entries"))).toBe(true);
  });

  it("knows keys and limits", async () => {
    await start({ plan: "growth" });
    expect((await ask("contacts", {}, "wrong")).status).toBe(401);
    expect((await ask("contacts", {}, "sim-tickets-3")).status).toBe(403);
    const answers = await Promise.all(Array.from({ length: 21 }, () => ask("tickets")));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
    expect((await ask("companies")).headers.get("x-ratelimit-total")).toBe("200");
  });

  it("takes writes in its own codes, as bare objects", async () => {
    await start();
    const updated = await ask("tickets/9", { method: "PUT", body: `{"status":6}` });
    expect(await updated.json()).toMatchObject({ id: 9, status: 6 });
    const note = await ask("tickets/9/notes", { method: "POST", body: `{"body":"<p>Ours</p>"}` });
    expect(await note.json()).toMatchObject({ ticket_id: 9, private: true });
  });

  it("fails on demand", async () => {
    await start({ faults: { truncated: 1 } });
    await expect((await ask("tickets/9")).json()).rejects.toThrow();
  });
});
