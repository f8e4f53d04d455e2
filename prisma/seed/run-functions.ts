import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import { setEnv } from "@/lib/platform/env";
import { inngest } from "@/lib/platform/inngest";

/**
 * Runs one Inngest function in this process through the SDK's own handler, request by request, as an Inngest
 * server would: each step's result is remembered and handed back. Nothing waits: sleeps pass at once, failing
 * steps are tried again at once.
 *
 * ```ts
 * const run = await runFunction(escalateTicket, { name: "ticket.breached", data: { ticket_id, organization_id } });
 * expect(run).toMatchObject({ status: "completed", steps: ["escalate", "notify"] });
 * expect(run.sent).toMatchObject([{ name: "notice.wanted" }]);
 * ```
 *
 * - Repeated delivery: call it twice with the same event (give it an `id`).
 * - Crash: `{ crashAfter: ["escalate"] }` loses the result of that step once after it ran, so it runs again;
 *   the result's `ran` counts how often each step ran.
 * - A schedule: leave the event out.
 * - `waitForEvent` receives `answers[<step id>]` (an event) or null; `invoke` receives `answers[<step id>]`.
 */
export async function runFunction(
  fn: InngestFunction.Any,
  event?: TestEvent,
  options: RunOptions = {},
): Promise<FunctionRun> {
  const intake = await startIntake();
  setEnv({ INNGEST_DEV: "1", INNGEST_BASE_URL: intake.url });
  try {
    return await new TestRun(fn, complete(event), options, intake.received).drive();
  } finally {
    setEnv({ INNGEST_DEV: undefined, INNGEST_BASE_URL: undefined });
    intake.server.close();
    intake.server.closeAllConnections();
  }
}

export type TestEvent = { name: string; data: Record<string, unknown>; id?: string; ts?: number };

export type RunOptions = {
  /** Ids of steps whose result is lost once after they ran. */
  crashAfter?: string[];
  /** What `waitForEvent` and `invoke` steps receive, by step id. */
  answers?: Record<string, unknown>;
};

export type FunctionRun = {
  status: "completed" | "failed";
  output: unknown;
  error: { name?: string; message?: string } | undefined;
  /** Ids of the steps that completed, in their order. */
  steps: string[];
  /** How often each step ran, with repetitions after crashes and failures. */
  ran: Record<string, number>;
  /** What each step returned. */
  results: Record<string, unknown>;
  /** Events sent with `step.sendEvent` or `inngest.send`. */
  sent: TestEvent[];
  /** Until when each `sleep` or `sleepUntil` would have lasted, by step id. */
  sleeps: Record<string, string>;
};

type Operation = {
  id: string;
  op: string;
  name?: string;
  displayName?: string;
  userland?: { id: string };
  data?: unknown;
  error?: { name?: string; message?: string };
};

const defaultRetries = 3;

class TestRun {
  private readonly runId = randomUUID();
  private readonly handler;
  private readonly memory: Record<string, unknown> = {};
  private readonly order: string[] = [];
  private readonly crashes: Set<string>;
  private readonly maxAttempts: number;
  private isParallel = false;
  private readonly run: FunctionRun = {
    status: "completed",
    output: undefined,
    error: undefined,
    steps: [],
    ran: {},
    results: {},
    sent: [],
    sleeps: {},
  };

  constructor(
    private readonly fn: InngestFunction.Any,
    private readonly event: Required<TestEvent>,
    private readonly options: RunOptions,
    received: TestEvent[],
  ) {
    this.handler = serve({ client: inngest, functions: [fn] });
    this.crashes = new Set(options.crashAfter);
    this.maxAttempts = (fn.opts.retries ?? defaultRetries) + 1;
    this.run.sent = received;
  }

  async drive(): Promise<FunctionRun> {
    for (let attempt = 0; ; ) {
      const { status, body } = await this.call("step", attempt);
      if (status === 206) {
        const failed = await this.takeAll(body as Operation[], attempt);
        attempt = failed ? attempt + 1 : 0;
      } else if (status === 200) {
        return { ...this.run, output: body };
      } else if (status === 500 && attempt + 1 < this.maxAttempts) {
        attempt += 1;
      } else {
        return { ...this.run, status: "failed", error: body as FunctionRun["error"] };
      }
    }
  }

  /** True when a step failed and its attempts are not used up. */
  private async takeAll(operations: Operation[], attempt: number): Promise<boolean> {
    if (operations.length > 1) this.isParallel = true;
    let hasFailed = false;
    for (const operation of operations) {
      if (operation.op === "StepPlanned") await this.runPlanned(operation);
      else hasFailed = this.take(operation, attempt) || hasFailed;
    }
    return hasFailed;
  }

  private async runPlanned({ id }: Operation): Promise<void> {
    for (let attempt = 0; attempt < this.maxAttempts; attempt++) {
      const { status, body } = await this.call(id, attempt);
      if (status !== 206) throw new Error(`Step ${id} answered ${status}: ${JSON.stringify(body)}`);
      const isToBeRepeated = (body as Operation[]).map((done) => this.take(done, attempt)).some(Boolean);
      if (!isToBeRepeated && id in this.memory) return;
      if (!isToBeRepeated) attempt -= 1;
    }
  }

  private take(operation: Operation, attempt: number): boolean {
    const step = operation.userland?.id ?? operation.displayName ?? operation.id;
    const { op } = operation;
    if (op === "StepRun" || op === "StepError" || op === "StepFailed")
      this.run.ran[step] = (this.run.ran[step] ?? 0) + 1;
    if (op === "StepError" && attempt + 1 < this.maxAttempts) return true;
    if (op === "StepRun" && this.crashes.delete(step)) return false;
    if (op === "Sleep") this.run.sleeps[step] = operation.name ?? "";
    const isError = op === "StepError" || op === "StepFailed";
    const data = op === "StepRun" ? (operation.data ?? null) : (this.options.answers?.[step] ?? null);
    this.memory[operation.id] = isError ? { type: "error", error: operation.error } : { type: "data", data };
    this.order.push(operation.id);
    if (isError) return false;
    this.run.steps.push(step);
    this.run.results[step] = data;
    return false;
  }

  private async call(stepId: string, attempt: number): Promise<{ status: number; body: unknown }> {
    const address = `http://docket.test/api/inngest?fnId=${this.fn.id(inngest.id)}&stepId=${stepId}`;
    const response = await this.handler(
      new Request(address, {
        method: "POST",
        headers: { "content-type": "application/json", host: "docket.test" },
        body: JSON.stringify({
          event: this.event,
          events: [this.event],
          steps: this.memory,
          version: -1,
          ctx: {
            run_id: this.runId,
            attempt,
            max_attempts: this.maxAttempts,
            disable_immediate_execution: this.isParallel,
            use_api: false,
            stack: { stack: this.order, current: this.order.length },
          },
        }),
      }),
    );
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  }
}

function complete(event: TestEvent | undefined): Required<TestEvent> {
  const given = event ?? { name: "inngest/scheduled.timer", data: { cron: "* * * * *" } };
  return { id: randomUUID(), ts: Date.now(), ...given };
}

/** Takes the events that functions send. */
async function startIntake(): Promise<{ url: string; server: Server; received: TestEvent[] }> {
  const received: TestEvent[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    const events = [JSON.parse(text)].flat() as TestEvent[];
    received.push(...events);
    const ids = events.map(({ id }) => id ?? randomUUID());
    response.setHeader("content-type", "application/json").end(JSON.stringify({ ids, status: 200 }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, received };
}
