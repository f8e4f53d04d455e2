import type { Endpoint, EndpointBody, EndpointQuery, EndpointResult } from "./endpoint";
import { AppError } from "./errors";
import { answerError, parseJson, readQuery } from "./handle";
import { type Actor, type Context, systemActor, withOrganization } from "./organization";
import { takeFromLimit } from "./rate-limit";
import { readBody } from "./read-body";
import { clientAddress, isOriginOf } from "./session";

type Input<E extends Endpoint> = {
  ctx: Context;
  query: EndpointQuery<E>;
  body: EndpointBody<E>;
  request: Request;
};
/** A redirection is returned as a Response and passed through. */
type Verb<E extends Endpoint> = (input: Input<E>) => Promise<EndpointResult<E> | Response>;

/** `handle` for requests of people nobody knows yet: no actor, no organization, a limit by address. */
export function handlePublic<E extends Endpoint>(declaration: E, verb: Verb<E>) {
  const respond = async (request: Request): Promise<Response> => {
    const requestId = request.headers.get("x-request-id")?.slice(0, 100) || crypto.randomUUID();
    let limitHeaders: Record<string, string> = {};
    let response: Response;
    try {
      refuseOtherSites(request);
      const actor = nobody(clientAddress(request.headers));
      limitHeaders = await takeFromLimit(actor, declaration.limit);
      const query = declaration.query?.parse(
        readQuery(new URL(request.url).searchParams),
      ) as EndpointQuery<E>;
      const body = declaration.body?.parse(
        parseJson(declaration.body ? await readBody(request) : ""),
      ) as EndpointBody<E>;
      const result = await withOrganization(actor, (ctx) => verb({ ctx, query, body, request }));
      response = result instanceof Response ? result : answer(declaration, result);
    } catch (error) {
      response = answerError(error, requestId, request);
    }
    for (const [name, value] of Object.entries(limitHeaders)) response.headers.set(name, value);
    response.headers.set("x-request-id", requestId);
    return response;
  };
  return Object.assign(respond, { declaration });
}

/** Row-level security shows this actor no organization at all. */
export function nobody(ipAddress: string | null): Actor {
  return { ...systemActor(""), role: "nobody", name: "Nobody", ipAddress };
}

/** From here on the transaction acts in an organization that a definer function has just named. */
export async function enterOrganization(
  ctx: Context,
  member: { organizationId: string; userId: string | null; role: string },
): Promise<Context> {
  await ctx.tx.$queryRaw`
    select set_config('app.organization_id', ${member.organizationId}, true), set_config('app.actor_id', ${member.userId ?? ""}, true),
      set_config('app.actor_role', ${member.role}, true)`;
  return { ...ctx, organizationId: member.organizationId, actor: { ...ctx.actor, ...member } };
}

/** Any page a person visits can post here; programs send neither header and may. */
function refuseOtherSites(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isForeign = site
    ? site !== "same-origin" && site !== "none"
    : origin !== null && !isOriginOf(origin, request.headers.get("host"));
  if (isForeign && request.method !== "GET")
    throw new AppError("forbidden", "This request came from another site.");
}

function answer(declaration: Endpoint, result: unknown): Response {
  const headers = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };
  return declaration.response
    ? new Response(JSON.stringify(declaration.response.parse(result)), {
        status: declaration.status ?? 200,
        headers,
      })
    : new Response(null, { status: 204 });
}
