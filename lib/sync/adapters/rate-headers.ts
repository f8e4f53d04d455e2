import type { IncomingHttpHeaders } from "node:http";
import type { RateNews } from "./rate-gate";

/** What Freshworks (X-RateLimit-Total) and Zendesk (X-Rate-Limit, RateLimit-Limit) say about the running minute. */
export function readRateHeaders(headers: IncomingHttpHeaders): Omit<RateNews, "retryAfterSeconds"> {
  const read = (...names: string[]) => {
    const text = names.map((name) => headers[name]).find((value) => typeof value === "string");
    return typeof text === "string" && /^\d{1,9}$/.test(text) ? Number(text) : null;
  };
  return {
    limit: read("x-ratelimit-total", "x-rate-limit", "x-ratelimit-limit", "ratelimit-limit"),
    remaining: read("x-ratelimit-remaining", "x-rate-limit-remaining", "ratelimit-remaining"),
    cost: read("x-ratelimit-used-currentrequest"),
  };
}
