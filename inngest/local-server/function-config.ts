import { Cron } from "croner";
import { z } from "zod";
import { parseDuration } from "./duration";
import { comparedPath, type Expression, parseExpression } from "./expression";

/** A registered function, its options checked and its expressions compiled. */
export type FunctionConfig = {
  id: string;
  appId: string;
  name: string;
  url: string;
  maxAttempts: number;
  events: { name: string; condition?: Expression }[];
  schedules: string[];
  concurrency: { prefix: string; limit: number; key?: Expression }[];
  idempotency?: Expression;
  rateLimit?: Limit;
  throttle?: Limit & { burst: number };
  debounce?: { periodMs: number; timeoutMs?: number; key?: Expression };
  batch?: { maxSize: number; timeoutMs: number; key?: Expression; condition?: Expression };
  singleton?: { mode: "skip" | "cancel"; key?: Expression };
  priority?: Expression;
  cancelOn: { event: string; expression?: string; timeoutMs?: number }[];
};
type Limit = { limit: number; periodMs: number; key?: Expression };

const duration = z.string().transform((text, context) => {
  try {
    return parseDuration(text);
  } catch (error) {
    context.addIssue({ code: "custom", message: (error as Error).message });
    return z.NEVER;
  }
});
const expression = z.string().transform((text, context) => {
  try {
    return parseExpression(text);
  } catch (error) {
    context.addIssue({ code: "custom", message: (error as Error).message });
    return z.NEVER;
  }
});
const limit = z.strictObject({
  key: expression.optional(),
  limit: z.int().min(1),
  period: duration,
});
const concurrency = z.strictObject({
  limit: z.int().min(0),
  key: expression.optional(),
  scope: z.enum(["fn", "env", "account"]).default("fn"),
});

const schema = z.strictObject({
  id: z.string().min(1).max(300),
  name: z.string().optional(),
  triggers: z.array(
    z.union([
      z.strictObject({ event: z.string().min(1), expression: expression.nullish() }),
      z.strictObject({ cron: z.string().transform(checkSchedule) }),
    ]),
  ),
  steps: z.record(
    z.string(),
    z.object({
      runtime: z.object({
        type: z.literal("http", { error: "only functions served by HTTP run here" }),
        url: z.url(),
      }),
      retries: z.object({ attempts: z.int().min(0).max(20).optional() }).nullish(),
    }),
  ),
  idempotency: expression.nullish(),
  batchEvents: z
    .strictObject({
      maxSize: z.int().min(1).max(1_000),
      timeout: duration,
      key: expression.optional(),
      if: expression.optional(),
    })
    .nullish(),
  rateLimit: limit.nullish(),
  throttle: limit.extend({ burst: z.int().min(1).default(1) }).nullish(),
  concurrency: z.union([z.int().min(0), concurrency, z.array(concurrency).max(2)]).nullish(),
  debounce: z
    .strictObject({ key: expression.optional(), period: duration, timeout: duration.optional() })
    .nullish(),
  priority: z.strictObject({ run: expression.optional() }).nullish(),
  singleton: z.strictObject({ key: expression.optional(), mode: z.enum(["skip", "cancel"]) }).nullish(),
  cancel: z
    .array(
      z.strictObject({
        event: z.string().min(1),
        if: z.string().optional(),
        timeout: duration.optional(),
      }),
    )
    .nullish(),
});

const defaultRetries = 3;

/** Throws one sentence that names the function and the option which this server does not support. */
export function readFunctionConfig(appId: string, source: unknown): FunctionConfig {
  const id = (source as { id?: string } | null)?.id ?? "without an id";
  const result = schema.safeParse(source);
  if (!result.success) throw new Error(explain(id, result.error));
  const config = result.data;
  try {
    for (const { if: condition } of config.cancel ?? []) if (condition) parseExpression(condition);
    return compile(appId, config);
  } catch (error) {
    throw new Error(`Function ${id}: ${(error as Error).message}.`);
  }
}

function compile(appId: string, config: z.output<typeof schema>): FunctionConfig {
  const step = Object.values(config.steps)[0];
  if (!step) throw new Error("it has no step with an address");
  const { batchEvents: batch, debounce, rateLimit, throttle, singleton } = config;
  return {
    id: config.id,
    appId,
    name: config.name ?? config.id,
    url: step.runtime.url,
    maxAttempts: (step.retries?.attempts ?? defaultRetries) + 1,
    events: config.triggers.flatMap((trigger) =>
      "event" in trigger ? [{ name: trigger.event, condition: trigger.expression ?? undefined }] : [],
    ),
    schedules: config.triggers.flatMap((trigger) => ("cron" in trigger ? [trigger.cron] : [])),
    concurrency: compileConcurrency(config),
    idempotency: config.idempotency ?? undefined,
    rateLimit: rateLimit
      ? { limit: rateLimit.limit, periodMs: rateLimit.period, key: rateLimit.key }
      : undefined,
    throttle: throttle
      ? { limit: throttle.limit, periodMs: throttle.period, key: throttle.key, burst: throttle.burst }
      : undefined,
    debounce: debounce
      ? { periodMs: debounce.period, timeoutMs: debounce.timeout, key: debounce.key }
      : undefined,
    batch: batch
      ? { maxSize: batch.maxSize, timeoutMs: batch.timeout, key: batch.key, condition: batch.if }
      : undefined,
    singleton: singleton ?? undefined,
    priority: config.priority?.run,
    cancelOn: (config.cancel ?? []).map(({ event, if: condition, timeout }) => ({
      event,
      expression: condition,
      timeoutMs: timeout,
    })),
  };
}

/** The limits of one function, or of all that share a key across the environment. */
function compileConcurrency({
  id,
  concurrency: given,
}: z.output<typeof schema>): FunctionConfig["concurrency"] {
  if (given === undefined || given === null) return [];
  const entries =
    typeof given === "number" ? [{ limit: given, key: undefined, scope: "fn" }] : [given].flat();
  return entries
    .filter((entry) => entry.limit > 0)
    .map(({ limit: most, key, scope }, index) => ({
      prefix: scope === "fn" ? `${id}/${index}` : scope,
      limit: most,
      key,
    }));
}

/** The next time of a schedule such as "TZ=Europe/Vienna 0 9 * * 1-5"; undefined when it never comes again. */
export function nextScheduled(schedule: string, after: Date): Date | undefined {
  const [, timeZone = "UTC", pattern = schedule] = /^(?:CRON_)?TZ=(\S+)\s+(.+)$/.exec(schedule) ?? [];
  return new Cron(pattern, { timezone: timeZone, paused: true }).nextRun(after) ?? undefined;
}

function checkSchedule(schedule: string, context: z.RefinementCtx): string {
  try {
    nextScheduled(schedule, new Date());
  } catch (error) {
    context.addIssue({
      code: "custom",
      message: `the schedule "${schedule}" is wrong: ${(error as Error).message}`,
    });
  }
  return schedule;
}

/** What an event of a wait or cancellation is looked up by, where its expression allows it. */
export function matchValue(expression: string | undefined, event: unknown): string | undefined {
  const path = expression && comparedPath(expression);
  if (!path) return undefined;
  const value = path
    .split(".")
    .reduce<unknown>((target, name) => (target as Record<string, unknown> | null | undefined)?.[name], event);
  return `${path}=${JSON.stringify(value ?? null)}`;
}

function explain(id: string, error: z.ZodError): string {
  const [issue] = error.issues;
  const inner =
    issue?.code === "invalid_union" ? issue.errors.flat().find(({ code }) => code === "custom") : undefined;
  const place = issue?.path.join(".") || "its options";
  if (issue?.code === "unrecognized_keys")
    return `Function ${id} uses ${[...issue.path, issue.keys.join(", ")].join(".")}, which the local Inngest server does not support.`;
  return `Function ${id}, ${place}: ${inner?.message ?? issue?.message}.`;
}
