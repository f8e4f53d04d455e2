import { setMaxListeners } from "node:events";
import pg from "pg";
import { deliverJob } from "./deliver-job";
import type { Engine } from "./engine";
import type { Registry } from "./registry";
import { type Job, loadRuns } from "./run-state";
import { failOrphans, forgetOld, reclaimJobs, runTimers } from "./run-timers";

const longestWaitMs = 1_000;
const renewEveryMs = 10_000;
const reclaimEveryMs = 5_000;
const tidyEveryMs = 60_000;
const forgetEveryMs = 3_600_000;
const leaseSeconds = 30;

export type WorkerOptions = { engine: Engine; registry: Registry; slots: number; lockUrl: string };

/** Claims due jobs, delivers up to `slots` of them at once, and runs the timers; woken by whoever has news. */
export class Worker {
  private readonly controller = new AbortController();
  private readonly running = new Map<string, Promise<void>>();
  private readonly lastDone: Record<string, number> = {};
  private lock: pg.Client | undefined;
  private loop: Promise<void> = Promise.resolve();
  private isWoken = false;
  private wakeUp: () => void = () => undefined;

  constructor(private readonly options: WorkerOptions) {}

  async start(): Promise<void> {
    // Every request under way listens to it.
    setMaxListeners(0, this.controller.signal);
    await this.holdLock();
    this.loop = this.run();
  }

  wake(): void {
    this.isWoken = true;
    this.wakeUp();
  }

  /** Lets requests under way end for a while, then drops them; what was dropped is delivered again. */
  async stop(graceMs: number): Promise<void> {
    const inFlight = [...this.running.values()];
    this.isStopping = true;
    this.wake();
    await this.loop;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, graceMs);
    });
    await Promise.race([Promise.all(inFlight), patience]);
    clearTimeout(timer);
    this.controller.abort();
    await Promise.allSettled(this.running.values());
    await this.lock?.end().catch(() => undefined);
  }

  private isStopping = false;

  private async run(): Promise<void> {
    const { engine } = this.options;
    while (!this.isStopping) {
      this.isWoken = false;
      let dueAt: Date | null = null;
      try {
        const claimed = await this.claim();
        const timers = claimed > 0 ? 0 : await this.runDue();
        if (claimed > 0 || timers > 0) continue;
        const [row] = await engine.database.query<{ due: Date | null }>("select inngest.next_due() as due");
        dueAt = row?.due ?? null;
        await this.doChores();
      } catch (error) {
        engine.log.warn({ err: error }, "The local Inngest server could not work; trying again.");
      }
      if (!this.isWoken && !this.isStopping) await this.pause(dueAt);
    }
  }

  /** Until woken, the next due time, or a second, since another process may have planned something. */
  private pause(dueAt: Date | null): Promise<void> {
    const untilDue = dueAt ? dueAt.getTime() - Date.now() : longestWaitMs;
    // Something overdue that could not be had waits for another's limits.
    const wait = untilDue <= 0 ? longestWaitMs / 4 : Math.min(untilDue, longestWaitMs);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.ceil(wait));
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async claim(): Promise<number> {
    const { engine, registry, slots } = this.options;
    const apps = registry.appIds();
    const wanted = slots - this.running.size;
    if (wanted <= 0 || apps.length === 0) return 0;
    const jobs = await engine.database.query<Job>(
      "select id, run_id, step_id, attempt, deliveries from inngest.claim_jobs($1, $2, $3, make_interval(secs => $4))",
      [apps, engine.worker, wanted, leaseSeconds],
    );
    if (jobs.length === 0) return 0;
    const runs = await loadRuns(engine.database, [...new Set(jobs.map(({ run_id }) => run_id))]);
    for (const job of jobs) {
      const run = runs.get(job.run_id);
      // Each job needs a state of its own: two steps of one run may be delivered at once.
      if (run) this.deliver(job, { ...run, steps: new Map(run.steps) });
    }
    return jobs.length;
  }

  private deliver(job: Job, run: Parameters<typeof deliverJob>[2]): void {
    const { engine } = this.options;
    const delivery = deliverJob(engine, job, run, this.controller.signal)
      .catch((error: unknown) =>
        engine.log.warn(
          { err: error, runId: run.id },
          "A result could not be recorded; its step runs again.",
        ),
      )
      .finally(() => {
        this.running.delete(job.id);
        this.wake();
      });
    this.running.set(job.id, delivery);
  }

  private async runDue(): Promise<number> {
    const [row] = await this.options.engine.database.query<{ is_due: boolean | null }>(
      "select inngest.timers_due() as is_due",
    );
    return row?.is_due ? runTimers(this.options.engine) : 0;
  }

  private async doChores(): Promise<void> {
    const { engine } = this.options;
    if (this.running.size > 0)
      await this.every("renew", renewEveryMs, () =>
        engine.database.query(
          "update inngest.jobs set leased_until = now() + make_interval(secs => $2) where worker = $1",
          [engine.worker, leaseSeconds],
        ),
      );
    await this.every("reclaim", reclaimEveryMs, () => reclaimJobs(engine));
    await this.every("tidy", tidyEveryMs, () => failOrphans(engine));
    await this.every("forget", forgetEveryMs, () => forgetOld(engine));
  }

  private async every(name: string, periodMs: number, run: () => Promise<unknown>): Promise<void> {
    const now = performance.now();
    if (now - (this.lastDone[name] ?? Number.NEGATIVE_INFINITY) < periodMs) return;
    this.lastDone[name] = now;
    await run();
  }

  /** Says for as long as this process lives that its jobs are in good hands. */
  private async holdLock(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.options.lockUrl,
      application_name: "docket-inngest",
    });
    client.on("error", () => undefined);
    client.on("end", () => {
      if (this.isStopping || this.lock !== client) return;
      setTimeout(() => void this.holdLock().catch(() => undefined), longestWaitMs);
    });
    await client.connect();
    this.lock = client;
    await client.query("select pg_advisory_lock(7034, $1)", [this.options.engine.worker]);
  }
}
