import { afterEach, describe, expect, it } from "vitest";
import { startReceiver } from "@/prisma/seed/http-receiver";
import { type RunningSimulator, type StartOptions, startSimulator } from "../start";

type Row = Record<string, unknown> & { id: number };

describe("the simulated Freshservice", () => {
  let running: RunningSimulator | undefined;
  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });

  async function start(options: Partial<StartOptions> = {}): Promise<RunningSimulator> {
    const until = new Date("2026-06-01T00:00:00Z");
    running = await startSimulator({
      vendor: "freshservice",
      tickets: 400,
      seed: 7,
      plan: "unlimited",
      until,
      ...options,
    });
    return running;
  }

  function ask(path: string, init: RequestInit = {}, key = "sim-full-7"): Promise<Response> {
    const authorization = `Basic ${Buffer.from(`${key}:X`).toString("base64")}`;
    return fetch(`${running?.url}${path}`, { ...init, headers: { authorization } });
  }

  async function control(what: string, body: unknown): Promise<Response> {
    return fetch(`${running?.url}/_simulator/${what}`, { method: "POST", body: JSON.stringify(body) });
  }

  async function readAll(path: string): Promise<Row[]> {
    const rows: Row[] = [];
    for (let next: string | null = path; next; ) {
      const answer: Response = await ask(next);
      rows.push(...Object.values((await answer.json()) as Record<string, Row[]>).flat());
      next = /<http:\/\/[^/]+(.*)>; rel="next"/.exec(answer.headers.get("link") ?? "")?.[1] ?? null;
    }
    return rows;
  }

  async function truth(): Promise<
    { ticket: Row & { deleted: boolean; spam: boolean; workspace_id: number } }[]
  > {
    const answer = await fetch(`${running?.url}/_simulator/truth`);
    return (await answer.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  }

  it("lists by pages that a link joins, without other workspaces, thrown-away tickets and spam", async () => {
    await start();
    const rows = await readAll("/api/v2/tickets?updated_since=2020-01-01T00:00:00Z&per_page=100");
    const listed = (await truth()).filter(({ ticket }) => !ticket.deleted && !ticket.spam);
    const primary = listed.filter(({ ticket }) => ticket.workspace_id === 2).map(({ ticket }) => ticket.id);
    expect(rows.map(({ id }) => id)).toEqual(primary.reverse());
    expect(primary.length).toBeLessThan(listed.length);
    expect(
      (await readAll("/api/v2/tickets?updated_since=2020-01-01T00:00:00Z&workspace_id=3")).length,
    ).toBeGreaterThan(5);
    expect(
      (await readAll("/api/v2/tickets?updated_since=2020-01-01T00:00:00Z&filter=deleted")).every(
        (row) => row.deleted,
      ),
    ).toBe(true);
  });

  it("shows only the last thirty days where nobody says since when", async () => {
    await start({ until: new Date() });
    const rows = await readAll("/api/v2/tickets");
    const oldest = Date.now() - 30 * 86_400_000;
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.every((row) => Date.parse(String(row.created_at)) >= oldest)).toBe(true);
  });

  it("makes the same desk of the same seed", async () => {
    await start();
    const first = await truth();
    await running?.stop();
    await start();
    expect(await truth()).toEqual(first);
  });

  it("refuses pages that are too long, and includes it does not know", async () => {
    await start();
    expect((await ask("/api/v2/tickets?per_page=101")).status).toBe(400);
    expect((await ask("/api/v2/tickets?include=conversations")).status).toBe(400);
    expect((await ask("/api/v2/tickets/99999")).status).toBe(404);
  });

  it("embeds ten conversations of a thread and pages the rest", async () => {
    await start();
    const view = (await (await ask("/api/v2/tickets/9?include=conversations,stats")).json()) as {
      ticket: { conversations: Row[] };
    };
    expect(view.ticket.conversations).toHaveLength(10);
    const pages = await ask("/api/v2/tickets/9/conversations");
    expect(((await pages.json()) as { conversations: Row[] }).conversations).toHaveLength(30);
    expect(pages.headers.get("link")).toContain('page=2>; rel="next"');
  });

  it("filters by its own grammar, thirty rows a page and a total", async () => {
    await start();
    const query = encodeURIComponent(
      `"(status:4 OR status:5) AND created_at:>'2026-01-01' AND agent_id:null"`,
    );
    const answer = await ask(`/api/v2/tickets/filter?query=${query}`);
    expect(await answer.json()).toMatchObject({ total: expect.any(Number), tickets: expect.any(Array) });
    for (const wrong of [`"updated_at:>'2026-01-01'"`, "status:2", `"(status:2"`])
      expect((await ask(`/api/v2/tickets/filter?query=${encodeURIComponent(wrong)}`)).status).toBe(400);
  });

  it("knows keys by their rights", async () => {
    await start();
    expect((await ask("/api/v2/tickets", {}, "wrong")).status).toBe(401);
    expect((await ask("/api/v2/tickets", {}, "sim-tickets-7")).status).toBe(200);
    expect((await ask("/api/v2/tickets/9/time_entries", {}, "sim-tickets-7")).status).toBe(403);
    expect(
      (await ask("/api/v2/tickets/9", { method: "PUT", body: `{"status":4}` }, "sim-read-7")).status,
    ).toBe(403);
  });

  it("counts credits and refuses what exceeds the plan, until its minute is over", async () => {
    await start({ plan: "starter", minuteMs: 1_500 });
    const first = await ask("/api/v2/tickets?include=stats,requester");
    expect(first.headers.get("x-ratelimit-total")).toBe("100");
    expect(first.headers.get("x-ratelimit-remaining")).toBe("95");
    expect(first.headers.get("x-ratelimit-used-currentrequest")).toBe("5");
    await Promise.all(Array.from({ length: 95 }, () => ask("/api/v2/tickets/9/time_entries")));
    const refused = await ask("/api/v2/tickets/9");
    expect(refused.status).toBe(429);
    await new Promise((resolve) => setTimeout(resolve, Number(refused.headers.get("retry-after")) * 1_000));
    expect((await ask("/api/v2/tickets/9")).status).toBe(200);
  });

  it("takes writes, and tells them to the webhook", async () => {
    const receiver = await startReceiver();
    await start({ webhook: { url: receiver.url, secret: "s" } });
    const closed = await ask("/api/v2/tickets/9", { method: "PUT", body: `{"status":5,"priority":3}` });
    expect(await closed.json()).toMatchObject({ ticket: { status: 5, priority: 3 } });
    const note = await ask("/api/v2/tickets/9/notes", {
      method: "POST",
      body: `{"body":"<p>Ours</p>","private":true}`,
    });
    expect(note.status).toBe(201);
    const wrong = await ask("/api/v2/tickets/9", { method: "PUT", body: `{"responder_id":1}` });
    expect(wrong.status).toBe(400);
    await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBeGreaterThan(1);
    expect(receiver.received[0]?.headers["x-webhook-secret"]).toBe("s");
    expect(JSON.parse(receiver.received[0]?.text ?? "")).toMatchObject({
      event: "ticket.updated",
      ticket_id: 9,
      status_id: 5,
    });
    await receiver.stop();
  });

  it("changes on demand: reopened, deleted, merged, purged", async () => {
    await start();
    await control("changes", { kind: "close", ticket_id: 9 });
    await control("changes", { kind: "reopen", ticket_id: 9 });
    await control("changes", { kind: "delete", ticket_id: 12 });
    await control("changes", { kind: "merge", ticket_id: 13, fields: { merged_into: 14 } });
    await control("changes", { kind: "purge", ticket_id: 15 });
    const all = new Map((await truth()).map(({ ticket }) => [ticket.id, ticket]));
    expect(all.get(9)).toMatchObject({ status: 2, closed_at: null, reopened_at: expect.any(Number) });
    expect(all.get(12)).toMatchObject({ deleted: true });
    expect(all.get(13)).toMatchObject({ status: 5, merged_into: 14 });
    expect(all.has(15)).toBe(false);
    expect((await ask("/api/v2/tickets/15")).status).toBe(404);
    expect(await (await ask("/api/v2/tickets/12")).json()).toMatchObject({ ticket: { deleted: true } });
  });

  it("fails on demand", async () => {
    await start();
    await control("faults", { error_500: 1 });
    expect((await ask("/api/v2/tickets")).status).toBe(500);
    await control("faults", { throttle_storm: 1, storm_ms: 700 });
    expect((await ask("/api/v2/tickets")).headers.get("retry-after")).toBe("1");
    await control("faults", { truncated: 1 });
    await new Promise((resolve) => setTimeout(resolve, 800));
    await expect((await ask("/api/v2/tickets/9")).json()).rejects.toThrow();
    await control("faults", { reset: 1 });
    await expect(ask("/api/v2/tickets/9").then((answer) => answer.text())).rejects.toThrow();
    await control("faults", { timeout: 1, timeout_ms: 50 });
    await expect(ask("/api/v2/tickets/9")).rejects.toThrow();
    await control("faults", { duplicate_rows: 1, reordered_rows: 1, skew_seconds: -90 });
    const disturbed = await ask("/api/v2/tickets?updated_since=2020-01-01T00:00:00Z");
    expect(((await disturbed.json()) as { tickets: Row[] }).tickets.length).toBeGreaterThan(30);
    expect(Date.parse(disturbed.headers.get("date") ?? "")).toBeLessThan(Date.now() - 80_000);
  });
});
