import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { type CallCounters, VendorError } from "./adapter";
import type { CallKind, RateGate, RateNews } from "./rate-gate";
import { jsonBody, type RequestBody } from "./request-body";
import { CallFailed, requestVendor, type VendorReply } from "./vendor-request";

export type Call = {
  method?: "GET" | "POST" | "PUT";
  path: string;
  query?: Record<string, string | number | readonly string[] | null | undefined>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in place of JSON. */
  content?: RequestBody;
  kind: CallKind;
  /** What the vendor will probably count the call for. */
  cost?: number;
  /** Doing it twice does the same; of itself only of what is not a POST. */
  isRepeatable?: boolean;
  /** Every desk of this vendor has it: where it is not found, the vendor or the address is the wrong one. */
  isAlwaysThere?: boolean;
  /** What is read or written, for messages: "ticket 12", "time entries of ticket 12". */
  subject: string;
  /** What a key may or may not, where that is said otherwise: "time entries". */
  right?: string;
};

export type Reply = { json: unknown; headers: IncomingHttpHeaders };

export type ClientOptions = {
  /** As people call it: "Freshservice". */
  vendorName: string;
  baseUrl: string;
  headers: Record<string, string>;
  gate: RateGate;
  readRate: (headers: IncomingHttpHeaders) => Omit<RateNews, "retryAfterSeconds">;
  timeoutMs?: number;
  /** Of the first repetition; each further one waits twice as long, with chance in it. */
  firstDelayMs?: number;
};

const maxAttempts = 6;
const maxDelayMs = 30_000;
/** A vendor that asks for longer is left alone, and the caller told for how long. */
const maxWaitSeconds = 120;
const maxRefusals = 20;
const maxBytes = 64 * 1_048_576;

/** Calls one vendor's API: every attempt passes the rate gate, and what may help to repeat is repeated. */
export class VendorClient {
  readonly counters: CallCounters = { calls: 0, retries: 0, throttled_ms: 0, clock_skew_ms: null };
  readonly #options: ClientOptions;
  readonly #base: URL;
  /** What calls of a kind with certain includes were counted for last. */
  readonly #costs = new Map<string, number>();
  #waiting = 0;
  #waitingSince = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#base = readBase(options.baseUrl);
  }

  /** Without a slash at its end. */
  get baseUrl(): string {
    return this.#base.href.replace(/\/+$/, "");
  }

  get(call: Call): Promise<Reply> {
    return this.send(call);
  }

  /** The answer's JSON, or a VendorError that says what happened and what to do. */
  async send(call: Call): Promise<Reply> {
    let refusals = 0;
    for (let attempt = 1; ; ) {
      const outcome = await this.#attempt(call);
      if ("json" in outcome) return outcome;
      const { failure, isRefused } = outcome;
      if (isRefused) refusals += 1;
      const isLast = isRefused ? refusals >= maxRefusals : attempt >= maxAttempts;
      if (isLast || !outcome.mayRepeat) throw failure;
      if (!isRefused) attempt += 1;
      this.counters.retries += 1;
      await this.#pause(failure, attempt, isRefused);
    }
  }

  async #attempt(call: Call): Promise<Outcome> {
    const { gate, readRate } = this.#options;
    const costKey = `${call.kind} ${call.query?.include ?? ""}`;
    const cost = this.#costs.get(costKey) ?? call.cost ?? 1;
    await this.#throttled(() => gate.take(call.kind, cost));
    this.counters.calls += 1;
    let news: RateNews | null = null;
    try {
      const reply = await this.#request(call);
      this.#readClock(reply.headers);
      const retryAfterSeconds =
        reply.status === 429 ? (readSeconds(reply.headers["retry-after"]) ?? 10) : null;
      news = { ...readRate(reply.headers), retryAfterSeconds };
      if (news.cost !== null && reply.status < 400) this.#costs.set(costKey, news.cost);
      return this.#judge(call, reply, retryAfterSeconds);
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      return this.#afterFailure(call, error);
    } finally {
      await gate.learn(call.kind, cost, news);
    }
  }

  #request(call: Call): Promise<VendorReply> {
    const { method = "GET", path, query = {}, content } = call;
    const body = content ?? (call.body === undefined ? undefined : jsonBody(call.body));
    const url = new URL(`${this.#base.pathname.replace(/\/$/, "")}${path}`, this.#base);
    for (const [name, value] of Object.entries(query))
      for (const each of Array.isArray(value) ? value : [value])
        if (each !== null && each !== undefined) url.searchParams.append(name, String(each));
    return requestVendor({
      url,
      method,
      headers: this.#options.headers,
      ...(body && { body }),
      // A kept connection that the vendor has just closed looks like a lost request.
      isFresh: !isRepeatable(call),
      timeoutMs: this.#options.timeoutMs ?? 60_000,
      maxBytes,
    });
  }

  #judge(call: Call, reply: VendorReply, retryAfterSeconds: number | null): Outcome {
    if (reply.status >= 200 && reply.status < 300) return this.#read(call, reply);
    const failure = this.#refusal(call, reply, retryAfterSeconds);
    const isRefused = reply.status === 429;
    const isBroken = reply.status >= 500 && isRepeatable(call);
    return {
      failure,
      isRefused,
      mayRepeat: (isRefused && (retryAfterSeconds ?? 0) <= maxWaitSeconds) || isBroken,
    };
  }

  #read(call: Call, { status, headers, body }: VendorReply): Outcome {
    if (status === 204 || body.length === 0) return { json: null, headers };
    try {
      return { json: JSON.parse(body.toString("utf8")), headers };
    } catch {
      const excerpt = body.subarray(0, 60).toString("utf8").replace(/\s+/g, " ");
      const message = `${this.vendorName} answered something that is not JSON for ${call.subject}: “${excerpt}…”.`;
      return {
        failure: new VendorError("unreadable", message),
        isRefused: false,
        mayRepeat: isRepeatable(call),
      };
    }
  }

  #afterFailure(call: Call, error: CallFailed): Outcome {
    const isUncertain = !isRepeatable(call) && !error.isUnsent;
    const hint = isUncertain
      ? ` ${this.vendorName} may have acted on it: look there before sending it again.`
      : "";
    const message = `${this.vendorName} could not be reached for ${call.subject}. ${error.message}${hint}`;
    const kind = error.canHelpToRetry ? "unavailable" : "unreadable";
    return {
      failure: new VendorError(kind, message, null, { cause: error }),
      isRefused: false,
      mayRepeat: error.canHelpToRetry && !isUncertain,
    };
  }

  #refusal(
    call: Call,
    { status, headers, body }: VendorReply,
    retryAfterSeconds: number | null,
  ): VendorError {
    const said = readReason(body);
    const because = said ? `: ${said}` : "";
    const name = this.vendorName;
    const verb = (call.method ?? "GET") === "GET" ? "read" : "write";
    const fail = (kind: VendorError["kind"], message: string) =>
      new VendorError(kind, message, retryAfterSeconds);
    if (status === 401)
      return fail(
        "unauthorized",
        `${name} does not accept the key (401). Enter a valid API key in Settings → Sync.`,
      );
    if (status === 403)
      return fail(
        "forbidden",
        `The key may not ${verb} ${call.right ?? call.subject} (403)${because}. Ask the ${name} admin to give the key's agent a role that may.`,
      );
    if (status === 404)
      return fail(
        "not_found",
        call.isAlwaysThere
          ? `${hostOf(this.baseUrl)} answers 404 for ${call.subject}, which every ${name} desk has. Check the vendor and the desk's address in Settings → Sync, then test the connection.`
          : `${name} found nothing for ${call.subject} (404): it is gone, or the desk's address in Settings → Sync is not right.`,
      );
    if (status === 409)
      return fail("conflict", `${name} refused ${call.subject} because it has changed (409)${because}.`);
    if (status === 429)
      return fail("rate_limited", `${name}'s rate limit is used up. Try again in ${retryAfterSeconds} s.`);
    if (status >= 500)
      return fail("unavailable", `${name} answered ${status} for ${call.subject}${because}.`);
    if (status >= 300 && status < 400)
      return fail(
        "invalid_request",
        `${name} answered ${status} and points to ${hostOf(headers.location)}. Redirects are not followed: enter the address it leads to in Settings → Sync.`,
      );
    return fail("invalid_request", `${name} refused ${call.subject} (${status})${because}.`);
  }

  get vendorName(): string {
    return this.#options.vendorName;
  }

  #pause(failure: VendorError, attempt: number, isRefused: boolean): Promise<void> {
    // Other calls must wait as well, but those the gate holds; here only this one's own turn.
    if (isRefused)
      return this.#throttled(() => wait((failure.retryAfterSeconds ?? 10) * 1000 + Math.random() * 500));
    const most = Math.min(maxDelayMs, (this.#options.firstDelayMs ?? 500) * 2 ** (attempt - 2));
    return wait(most / 2 + (Math.random() * most) / 2);
  }

  async #throttled(work: () => Promise<void>): Promise<void> {
    if (this.#waiting++ === 0) this.#waitingSince = performance.now();
    try {
      await work();
    } finally {
      if (--this.#waiting === 0)
        this.counters.throttled_ms += Math.round(performance.now() - this.#waitingSince);
    }
  }

  #readClock({ date }: IncomingHttpHeaders): void {
    const theirs = date ? Date.parse(date) : Number.NaN;
    // The header counts whole seconds, which were half over on average.
    if (!Number.isNaN(theirs)) this.counters.clock_skew_ms = theirs + 500 - Date.now();
  }
}

function isRepeatable({ method, isRepeatable }: Call): boolean {
  return isRepeatable ?? method !== "POST";
}

type Outcome = Reply | { failure: VendorError; isRefused: boolean; mayRepeat: boolean };

/** The desk's address without what people paste along with it. */
function readBase(address: string): URL {
  const url = new URL(/^https?:\/\//i.test(address) ? address : `https://${address}`);
  url.pathname = url.pathname.replace(/\/+$/, "").replace(/\/api(\/v2)?$/, "");
  url.search = "";
  url.hash = "";
  return url;
}

function readSeconds(header: string | undefined): number | null {
  return header && /^\d{1,6}$/.test(header) ? Number(header) : null;
}

/** What the vendors' error bodies say, in one line. */
function readReason(body: Buffer): string {
  try {
    const said = JSON.parse(body.subarray(0, 10_000).toString("utf8"));
    const lines = Array.isArray(said?.errors)
      ? said.errors.map((one: Record<string, unknown>) => [one.field, one.message].filter(Boolean).join(" "))
      : [];
    const text = [said?.description ?? said?.message ?? said?.error?.title ?? said?.error, ...lines]
      .filter((line) => typeof line === "string" && line)
      .join("; ");
    return text.slice(0, 300).replace(/[.\s]+$/, "");
  } catch {
    return "";
  }
}

function hostOf(location: string | undefined): string {
  try {
    return new URL(location ?? "").host;
  } catch {
    return "another page";
  }
}
