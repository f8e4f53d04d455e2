import type { ZodType, z } from "zod";
import type { Endpoint } from "./endpoint";

/** A value as JSON carries it: instants become ISO 8601 strings. */
export type Wire<Value> = Value extends Date
  ? string
  : Value extends readonly [unknown, ...unknown[]]
    ? { [Key in keyof Value]: Wire<Value[Key]> }
    : Value extends readonly (infer Item)[]
      ? Wire<Item>[]
      : Value extends object
        ? { [Key in keyof Value]: Wire<Value[Key]> }
        : Value;

type Sent<Schema> = Schema extends ZodType ? z.input<Schema> : undefined;
export type Answer<E extends Endpoint> = E["response"] extends ZodType
  ? Wire<z.output<E["response"]>>
  : undefined;

export type CallInput<E extends Endpoint> = (E["params"] extends ZodType
  ? { params: Sent<E["params"]> }
  : { params?: undefined }) &
  (E["body"] extends ZodType ? { body: Sent<E["body"]> } : { body?: undefined }) & {
    query?: E["query"] extends ZodType ? Sent<E["query"]> : undefined;
    signal?: AbortSignal;
    idempotencyKey?: string;
  };

export type Problem = {
  title: string;
  status: number;
  code: string;
  request_id: string | null;
  errors?: { field: string; message: string; allowed?: unknown[] }[];
  [key: string]: unknown;
};

/** What the API refused and why; `message` is written for the person. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

/**
 * Calls one declared endpoint: `call<typeof ticketsApi.get>("GET", "/tickets/{id}", { params: { id } })`.
 * Only types are imported from the declaration, so no schema reaches the browser.
 */
export async function call<E extends Endpoint>(
  method: E["method"],
  path: E["path"],
  input: CallInput<E>,
): Promise<Answer<E>> {
  const { params, query, body, signal, idempotencyKey } = input as CallInput<Endpoint> & {
    params?: object;
    query?: object;
    body?: unknown;
  };
  const headers: Record<string, string> = {};
  if (body !== undefined) headers["content-type"] = "application/json";
  if (idempotencyKey) headers["idempotency-key"] = idempotencyKey;
  const response = await send(apiUrl(path, params, query), {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  });
  if (response.status === 204) return undefined as Answer<E>;
  return (await response.json()) as Answer<E>;
}

/** The address of an endpoint, for links, downloads and uploads. */
export function apiUrl(path: string, params?: object, query?: object): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== "")
        search.append(name, item instanceof Date ? item.toISOString() : String(item));
    }
  }
  const text = search.toString();
  return `/api/v1${filled}${text && `?${text}`}`;
}

/** Dispatched on the window when the session behind this page has ended: signed out, expired, revoked. */
export const signedOutEvent = "docket:signed-out";

/** fetch, with every failure as an ApiError. */
export async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError({
      title: "Docket cannot be reached. Nothing was lost; try again when you are online.",
      status: 0,
      code: "offline",
      request_id: null,
    });
  }
  if (response.ok) return response;
  if (response.status === 401) window.dispatchEvent(new Event(signedOutEvent));
  const problem = (await response.json().catch(() => null)) as Problem | null;
  throw new ApiError(
    problem ?? {
      title: `The server answered ${response.status}.`,
      status: response.status,
      code: "internal",
      request_id: response.headers.get("x-request-id"),
    },
  );
}

/** Server components hand data to client components in the form the API would have sent. */
export function toWire<Value>(value: Value): Wire<Value> {
  return JSON.parse(JSON.stringify(value)) as Wire<Value>;
}
