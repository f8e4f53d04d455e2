import type { ServerResponse } from "node:http";
import { createRandom } from "@/prisma/seed/random";
import type { SimResponse } from "./desk";

/** Each a probability from 0 to 1, drawn for every call. */
export const faultKinds = [
  "timeout",
  "reset",
  "error_500",
  "error_html",
  "truncated",
  "duplicate_rows",
  "reordered_rows",
  "throttle_storm",
] as const;
export type FaultKind = (typeof faultKinds)[number];
export type FaultPlan = Partial<Record<FaultKind, number>>;

/** Enough of each to meet all of them within some hundred calls, little enough to get through. */
export const everyFault: FaultPlan = {
  timeout: 0.001,
  reset: 0.01,
  error_500: 0.015,
  error_html: 0.005,
  truncated: 0.01,
  duplicate_rows: 0.05,
  reordered_rows: 0.05,
  throttle_storm: 0.002,
};

export class Faults {
  timeoutMs = 120_000;
  stormMs = 4_000;
  private stormUntil = 0;
  private readonly random;

  constructor(
    public plan: FaultPlan,
    seed: number,
  ) {
    this.random = createRandom(seed ^ 0xfa17);
  }

  /** The seconds to wait while a storm of refusals lasts; null in quiet weather. */
  storm(): number | null {
    const now = Date.now();
    if (now >= this.stormUntil && this.strikes("throttle_storm")) this.stormUntil = now + this.stormMs;
    return now < this.stormUntil ? Math.ceil((this.stormUntil - now) / 1_000) : null;
  }

  strikes(kind: FaultKind): boolean {
    return this.random.chance(this.plan[kind] ?? 0);
  }

  /** What strikes instead of an answer, before anything is done for the call. */
  before(): "timeout" | "error_500" | "error_html" | null {
    return (["timeout", "error_500", "error_html"] as const).find((kind) => this.strikes(kind)) ?? null;
  }

  /** What befalls an answer that was made in full; a write has happened although its caller does not hear of it. */
  after(): "reset" | "truncated" | null {
    return (["reset", "truncated"] as const).find((kind) => this.strikes(kind)) ?? null;
  }

  /** A page that holds some rows twice, or in another order. */
  disturb(response: SimResponse, count: (kind: FaultKind) => void): SimResponse {
    const rows = rowsOf(response);
    if (!rows || rows.length < 2) return response;
    let disturbed = rows;
    if (this.strikes("duplicate_rows")) {
      count("duplicate_rows");
      disturbed = [...disturbed, ...disturbed.slice(0, this.random.between(1, 3))];
    }
    if (this.strikes("reordered_rows")) {
      count("reordered_rows");
      disturbed = disturbed.toSorted(() => this.random.next() - 0.5);
    }
    if (disturbed === rows) return response;
    return response.rowsIn
      ? { ...response, body: { ...(response.body as object), [response.rowsIn]: disturbed } }
      : { ...response, body: disturbed };
  }
}

export function breakOff(response: ServerResponse, text: string, how: "reset" | "truncated"): void {
  const half = Buffer.from(text).subarray(0, Math.floor(Buffer.byteLength(text) / 2));
  if (how === "truncated") {
    response.setHeader("content-length", half.length);
    response.end(half);
    return;
  }
  response.setHeader("content-length", Buffer.byteLength(text));
  response.write(half, () => response.socket?.resetAndDestroy());
}

function rowsOf({ body, rowsIn }: SimResponse): unknown[] | null {
  if (rowsIn === undefined) return null;
  const rows = rowsIn === "" ? body : (body as Record<string, unknown>)[rowsIn];
  return Array.isArray(rows) ? rows : null;
}
