import type { Endpoint, EndpointBody, EndpointParams, EndpointQuery, EndpointResult } from "./endpoint";
import { AppError, toAppError } from "./errors";
import { runOnce } from "./idempotency";
import { logger } from "./logger";
import { type Actor, type Context, withOrganization } from "./organization";
import { hasPermission } from "./permissions";
import { problem } from "./problem";
import { takeFromLimit } from "./rate-limit";
import { readBody } from "./read-body";
import { resolveActor } from "./session";

type Input<E extends Endpoint, Received = undefined> = {
  ctx: Context;
  /** What `receive` returned: a stored upload. */
  received: Received;
  params: EndpointParams<E>;
  query: EndpointQuery<E>;
  body: EndpointBody<E>;
  /** Version from If-Match, where the client sent one. */
  ifMatch: number | undefined;
  request: Request;
};

/** Answers that are not JSON (files, streams) are returned as a Response and passed through. */
type Verb<E extends Endpoint, Received> = (
  input: Input<E, Received>,
) => Promise<EndpointResult<E> | Response>;

/** Takes in a raw body before the transaction opens, since an upload may last longer than one may. */
type Receive<E extends Endpoint, Received> = (
  input: Omit<Input<E>, "ctx" | "received" | "body" | "ifMatch"> & { actor: Actor },
) => Promise<Received>;

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

/**
 * Turns a declaration and a verb into a route: actor, rate limit, permission, parse, transaction, verb,
 * response check, JSON. No product rule belongs here.
 */
export function handle<E extends Endpoint, Received = undefined>(
  declaration: E,
  verb: Verb<E, Received>,
  receive?: Receive<E, Received>,
) {
  const answer = async (request: Request, route: RouteContext): Promise<Response> => {
    const requestId = request.headers.get("x-request-id")?.slice(0, 100) || crypto.randomUUID();
    const startedAt = performance.now();
    let limitHeaders: Record<string, string> = {};
    let response: Response;
    try {
      const actor = await identify(request);
      limitHeaders = await takeFromLimit(actor, declaration.limit);
      authorize(declaration, actor);
      const input = await parse(declaration, request, route);
      const received = (await receive?.({ ...input, request, actor })) as Received;
      response = await run(declaration, verb, { ...input, request, received }, actor);
    } catch (error) {
      response = answerError(error, requestId, request, declaration);
    }
    for (const [name, value] of Object.entries(limitHeaders)) response.headers.set(name, value);
    response.headers.set("x-request-id", requestId);
    logger.debug(
      {
        requestId,
        method: request.method,
        path: new URL(request.url).pathname,
        status: response.status,
        ms: performance.now() - startedAt,
      },
      "request",
    );
    return response;
  };
  return Object.assign(answer, { declaration });
}

async function identify(request: Request): Promise<Actor> {
  const actor = await resolveActor(request);
  if (!actor)
    throw new AppError("unauthenticated", "Sign in, or send an API token as `Authorization: Bearer …`.");
  return actor;
}

function authorize(declaration: Endpoint, actor: Actor): void {
  if (actor.companyIds && !declaration.isForLimitedTokens)
    throw new AppError(
      "forbidden",
      "This token is limited to companies, and this operation is not: it needs a token without that limit.",
    );
  if (declaration.permission === "public" || declaration.permission === "signed_in") return;
  if (actor.mustChangePassword)
    throw new AppError("forbidden", "Choose a new password first: Settings → Profile, or POST /me/password.");
  if (!hasPermission(actor, declaration.permission)) {
    throw new AppError(
      "forbidden",
      `This needs the permission ${declaration.permission}, which ${holderName(actor)} does not have.`,
    );
  }
}

function holderName(actor: Actor): string {
  return actor.tokenId ? "this token" : `the role ${actor.role}`;
}

type ParsedInput<E extends Endpoint> = Omit<Input<E>, "ctx" | "request" | "received"> & { rawBody: string };

async function parse<E extends Endpoint>(
  declaration: E,
  request: Request,
  route: RouteContext,
): Promise<ParsedInput<E>> {
  const params = declaration.params?.parse(await route.params);
  const assumed = isDocumentedPath(request) ? declaration.documentedQuery : {};
  const query = declaration.query?.parse({ ...assumed, ...readQuery(new URL(request.url).searchParams) });
  const rawBody = declaration.body ? await readBody(request) : "";
  const body = declaration.body?.parse(parseJson(rawBody));
  return {
    params: params as EndpointParams<E>,
    query: query as EndpointQuery<E>,
    body: body as EndpointBody<E>,
    ifMatch: readIfMatch(request.headers.get("if-match")),
    rawBody,
  };
}

/** Repeated names become arrays; the schemas also split comma-separated values. */
export function readQuery(search: URLSearchParams): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name);
    query[name] = values.length > 1 ? values : (values[0] ?? "");
  }
  return query;
}

export function parseJson(text: string): unknown {
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("invalid_input", "The body is not valid JSON.", {
      fields: [{ field: "body", message: "Not valid JSON." }],
    });
  }
}

function readIfMatch(header: string | null): number | undefined {
  const version = header?.match(/^(?:W\/)?"?(\d+)"?$/)?.[1];
  return version === undefined ? undefined : Number(version);
}

async function run<E extends Endpoint, Received>(
  declaration: E,
  verb: Verb<E, Received>,
  input: Omit<Input<E, Received>, "ctx"> & { rawBody: string },
  actor: Actor,
): Promise<Response> {
  const answer = await withOrganization(actor, async (ctx) => {
    const perform = async () => {
      const result = await verb({ ...input, ctx });
      return result instanceof Response
        ? result
        : serialize(declaration, result, isDocumentedPath(input.request));
    };
    // An upload's bytes are not part of the key's check, so a second file must not be answered as the first.
    const isReplayable = declaration.method === "POST" && !declaration.hasSecret && !declaration.rawBody;
    const key = isReplayable ? input.request.headers.get("idempotency-key") : null;
    return key
      ? runOnce(
          ctx,
          key,
          `${declaration.path}\n${JSON.stringify(input.params ?? null)}\n${input.rawBody}`,
          perform,
        )
      : perform();
  });
  if (answer instanceof Response) return answer;
  if (answer === undefined) return new Response(null, { status: 204 });
  return new Response(answer, {
    status: declaration.status ?? 200,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      ...etag(answer),
    },
  });
}

function serialize(declaration: Endpoint, result: unknown, documented: boolean): string | undefined {
  if (!declaration.response) return undefined;
  const answer = declaration.response.parse(result);
  return JSON.stringify(
    documented && declaration.documented ? declaration.documented(answer as never) : answer,
  );
}

/** A request rewritten by next.config.ts from a replaced system's path keeps its own address. */
function isDocumentedPath(request: Request): boolean {
  return !new URL(request.url).pathname.startsWith("/api/v1/");
}

/** Single records with a version carry it as their entity tag, for If-Match. */
function etag(json: string): Record<string, string> {
  const version = json.startsWith('{"data":{') ? json.match(/"version":(\d+)/)?.[1] : undefined;
  return version ? { etag: `"${version}"` } : {};
}

export function answerError(
  error: unknown,
  requestId: string,
  request: Request,
  declaration?: Endpoint,
): Response {
  const known = toAppError(error);
  if (known.status >= 500)
    logger.error(
      { err: known.cause ?? error, requestId, path: new URL(request.url).pathname },
      known.message,
    );
  const answer = problem(known, requestId, new URL(request.url).pathname);
  if (!declaration?.documentedError || !isDocumentedPath(request)) return answer;
  const { message: title, code, details } = known;
  const status = declaration.documentedStatus?.[code] ?? known.status;
  const headers = new Headers(answer.headers);
  headers.set("content-type", "application/json; charset=utf-8");
  return new Response(JSON.stringify(declaration.documentedError({ title, status, code, details })), {
    status,
    headers,
  });
}
