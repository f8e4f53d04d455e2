import type { AppError } from "./errors";

/** An error as RFC 9457 problem+json; `errors` names each field and its allowed values. */
export function problem(error: AppError, requestId: string, instance: string): Response {
  const { fields, retry_after_seconds, ...rest } = error.details;
  const body = {
    type: `/api-docs#error-${error.code}`,
    title: error.message,
    status: error.status,
    code: error.code,
    instance,
    request_id: requestId,
    ...(fields && { errors: fields }),
    ...rest,
  };
  const headers = new Headers({
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "no-store",
  });
  if (retry_after_seconds !== undefined) headers.set("retry-after", String(Math.ceil(retry_after_seconds)));
  if (error.code === "rate_limited") {
    headers.set("ratelimit-limit", String(rest.limit));
    headers.set("ratelimit-remaining", "0");
    headers.set("ratelimit-reset", String(retry_after_seconds));
  }
  if (error.code === "unauthenticated") headers.set("www-authenticate", 'Bearer realm="docket"');
  return new Response(JSON.stringify(body), { status: error.status, headers });
}
