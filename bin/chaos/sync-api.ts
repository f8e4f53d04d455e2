import type { SyncRun } from "@/lib/sync/schema";

const patienceMs = 300_000;

/** Docket's API as somebody uses it whose server keeps dying: what fails for that reason is asked again. */
export class PatientApi {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  async ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const answer = await this.#try(method, path, body);
      if (answer?.ok) return (await answer.json()) as Answer;
      const isWrong =
        answer !== null && answer.status < 500 && answer.status !== 409 && answer.status !== 429;
      if (isWrong || Date.now() > until)
        throw new Error(
          `${method} ${path} was answered ${answer?.status ?? "not at all"}: ${await answer?.text()}`,
        );
      await pause(500);
    }
  }

  /** A run is refused while another one reads the same; that one is as good. */
  async start(connectionId: string, run: { kind: string; days?: null }): Promise<void> {
    const body = { connection_id: connectionId, ...run };
    for (const until = Date.now() + patienceMs; Date.now() < until; await pause(500)) {
      const answer = await this.#try("POST", "/api/v1/sync-runs", body);
      if (answer?.status === 409 || answer?.ok) return;
      if (answer && answer.status < 500 && answer.status !== 429) throw new Error(await answer.text());
    }
    throw new Error("No run could be started.");
  }

  async latest(connectionId: string): Promise<SyncRun[]> {
    const path = `/api/v1/sync-runs?connection_id=${connectionId}&limit=100`;
    return (await this.ask<{ data: SyncRun[] }>("GET", path)).data;
  }

  /** Starts a run of one's own and waits for its end, whatever stood in its way before. */
  async complete(connectionId: string, run: { kind: string; days?: null }): Promise<SyncRun> {
    await this.quiet(connectionId);
    const started = await this.ask<{ data: SyncRun }>("POST", "/api/v1/sync-runs", {
      connection_id: connectionId,
      ...run,
    });
    await this.quiet(connectionId);
    return (await this.ask<{ data: SyncRun }>("GET", `/api/v1/sync-runs/${started.data.id}`)).data;
  }

  /** Until nothing of the connection waits or runs. */
  async quiet(connectionId: string, minutes = 30): Promise<void> {
    for (const until = Date.now() + minutes * 60_000; Date.now() < until; await pause(1_000)) {
      const runs = await this.latest(connectionId);
      if (!runs.some(({ status }) => status === "queued" || status === "running")) return;
    }
    throw new Error(`A run is still under way after ${minutes} minutes.`);
  }

  async #try(method: string, path: string, body?: object): Promise<Response | null> {
    return fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    }).catch(() => null);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
