import { afterEach, describe, expect, it } from "vitest";
import { type RunningSimulator, type StartOptions, startSimulator } from "../start";

type Ticket = { id: number; status: string; updated_at: string };
type Export = { tickets: Ticket[]; after_cursor: string; end_of_stream: boolean; metric_sets?: unknown[] };

describe("the simulated Zendesk", () => {
  let running: RunningSimulator | undefined;
  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });

  async function start(options: Partial<StartOptions> = {}): Promise<void> {
    const until = new Date("2026-06-01T00:00:00Z");
    running = await startSimulator({
      vendor: "zendesk",
      tickets: 250,
      seed: 5,
      plan: "unlimited",
      until,
      ...options,
    });
  }

  function ask(path: string, init: RequestInit = {}, key = "sim-full-5"): Promise<Response> {
    const authorization = `Basic ${Buffer.from(`admin@sim-desk.example/token:${key}`).toString("base64")}`;
    return fetch(`${running?.url}/api/v2/${path}`, { ...init, headers: { authorization } });
  }

  async function read(path: string): Promise<Export> {
    return (await ask(path)).json() as Promise<Export>;
  }

  it("exports by cursor in the order of changes, some rows twice, deleted ones too", async () => {
    await start();
    const rows: Ticket[] = [];
    let page = await read("incremental/tickets/cursor.json?start_time=0&per_page=100&include=metric_sets");
    expect(page.metric_sets).toHaveLength(100);
    for (rows.push(...page.tickets); !page.end_of_stream; rows.push(...page.tickets))
      page = await read(`incremental/tickets/cursor.json?cursor=${page.after_cursor}&per_page=100`);
    const ids = rows.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(new Set(ids).size);
    expect(new Set(ids).size).toBe(
      [...Array(250).keys()].filter((id) => running?.world.ticket(id + 1)).length,
    );
    expect(rows.map((row) => row.updated_at)).toEqual(rows.map((row) => row.updated_at).toSorted());
    expect(rows.some(({ status }) => status === "deleted")).toBe(true);
    const again = await read(`incremental/tickets/cursor.json?cursor=${page.after_cursor}`);
    expect(again).toMatchObject({ tickets: [], end_of_stream: true });
  });

  it("keeps the last minute back, and wants a start before it", async () => {
    await start();
    running?.changes.make("edit", 9);
    const recent = Math.floor(Date.now() / 1_000) - 120;
    expect((await read(`incremental/tickets/cursor.json?start_time=${recent}`)).tickets).toHaveLength(0);
    expect((await ask(`incremental/tickets/cursor.json?start_time=${recent + 110}`)).status).toBe(422);
  });

  it("lets ten exports a minute through, and only to admins", async () => {
    await start({ plan: "growth" });
    expect((await ask("incremental/tickets/cursor.json?start_time=0", {}, "sim-tickets-5")).status).toBe(403);
    const answers = [];
    for (let count = 0; count < 10; count += 1)
      answers.push(await ask("incremental/tickets.json?start_time=0"));
    expect(answers.map(({ status }) => status)).toEqual([...Array(9).fill(200), 429]);
    expect(answers.at(-1)?.headers.get("retry-after")).toMatch(/^\d+$/);
    expect((await ask("groups.json")).headers.get("x-rate-limit")).toBe("400");
  });

  it("pages comments by cursor and by offset, the description first", async () => {
    await start();
    const byCursor = await ask("tickets/9/comments.json?page[size]=20");
    expect(await byCursor.json()).toMatchObject({ meta: { has_more: true }, comments: { length: 20 } });
    const byOffset = await ask("tickets/9/comments.json?per_page=100");
    const { comments, next_page } = (await byOffset.json()) as {
      comments: Ticket[];
      next_page: string | null;
    };
    expect([comments[0]?.id, next_page]).toEqual([30_000_000_009, null]);
    expect((await ask("users.json?page[size]=101")).status).toBe(400);
  });

  it("takes writes, and no longer finds a deleted ticket", async () => {
    await start();
    const body = JSON.stringify({
      ticket: { status: "solved", priority: "high", comment: { html_body: "<p>Done</p>", public: false } },
    });
    const updated = await ask("tickets/9.json", { method: "PUT", body });
    expect(await updated.json()).toMatchObject({ ticket: { status: "solved", priority: "high" } });
    expect(
      (await ask("tickets/9.json", { method: "PUT", body: `{"ticket":{"status":"done"}}` })).status,
    ).toBe(422);
    await ask("tickets/9.json", { method: "DELETE" });
    expect((await ask("tickets/9.json")).status).toBe(404);
  });

  it("fails on demand", async () => {
    await start({ faults: { error_500: 1 } });
    expect((await ask("groups.json")).status).toBe(500);
  });
});
