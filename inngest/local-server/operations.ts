import { z } from "zod";
import { parseDue } from "./duration";
import type { StepFailure } from "./settle-step";

const failure = z
  .looseObject({ name: z.string().optional(), message: z.string().optional(), stack: z.string().optional() })
  .catch({ message: "Unknown error" });

/** What a function asks for or has done, as the SDK's answer 206 lists it. */
const operation = z.object({
  id: z.string().min(1),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  opts: z.record(z.string(), z.unknown()).nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
  /** When it began and ended, in nanoseconds. */
  timing: z.object({ a: z.number().optional() }).nullish().catch(undefined),
});
export type Operation = z.output<typeof operation>;

const supported = [
  "StepRun",
  "Step",
  "StepError",
  "StepFailed",
  "StepPlanned",
  "Sleep",
  "WaitForEvent",
  "InvokeFunction",
  "RunComplete",
];

/** Throws when the answer holds something this server cannot do. */
export function readOperations(body: unknown): Operation[] {
  const operations = z.array(operation).parse(Array.isArray(body) ? body : [body]);
  const unknown = operations.find(({ op }) => !supported.includes(op));
  if (unknown)
    throw new Error(
      `The step "${stepName(unknown)}" is a ${unknown.op}, which the local Inngest server does not support.`,
    );
  return operations;
}

export function stepName({ displayName, name, id }: Operation): string {
  return displayName || name || id;
}

export function stepFailure({ error, data }: Operation): StepFailure {
  return failure.parse(error ?? data);
}

/** With parallel steps that race, or an SDK set to do without coalescing, each result moves the run on. */
export function isRacing({ opts }: Operation): boolean {
  return opts?.parallelMode === "race";
}

/** Until when a step waits; undefined without limit. */
export function waitsUntil({ op, name, opts }: Operation, now: number): Date | undefined {
  const text = op === "Sleep" ? (name ?? "") : opts?.timeout;
  return typeof text === "string" ? parseDue(text, now) : undefined;
}
