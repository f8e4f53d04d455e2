import type { ZodType, z } from "zod";
import type { ErrorCode, ErrorDetails } from "./errors";
import type { Permission } from "./permissions";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One declared HTTP operation: the route, the OpenAPI document and the typed client all come from it. */
export type Endpoint = {
  method: Method;
  /** Below /api/v1, parameters in braces: `/tickets/{id}`. */
  path: `/${string}`;
  /** `public` needs no sign-in, `signed_in` needs one but no particular permission. */
  permission: Permission | "public" | "signed_in";
  summary: string;
  description?: string;
  tag: string;
  params?: ZodType;
  query?: ZodType;
  body?: ZodType;
  /** Absent: 204 without a body, or a stream the route answers itself. */
  response?: ZodType;
  status?: 200 | 201 | 202;
  /** Answers only with what `access.ts` lets its actor see, so a token limited to companies may call it. */
  isForLimitedTokens?: true;
  /** Counts against a tighter limit than the general one. */
  limit?: "bulk" | "sign_in";
  /** The answer carries a secret: it is never stored, so an Idempotency-Key does not replay it. */
  hasSecret?: true;
  /** The body is not JSON (an upload): the route reads the stream itself. */
  rawBody?: string;
  /** Media type of an answer that is not JSON. */
  rawResponse?: string;
  /** The answer as a replaced system documented it, for requests that came by its path. */
  documented?: (answer: never) => unknown;
  /** A refusal as that system documented it. */
  documentedError?: (problem: {
    title: string;
    status: number;
    code: string;
    details: ErrorDetails;
  }) => unknown;
  /** Where its programs expect another status than ours. */
  documentedStatus?: Partial<Record<ErrorCode, number>>;
  /** What a request by that path means where it says nothing. */
  documentedQuery?: Record<string, string>;
  example?: { body?: unknown; response?: unknown };
};

/** Keeps the literal types of a declaration, so that the client can be typed from it. */
export function endpoint<const Declaration extends Endpoint>(declaration: Declaration): Declaration {
  return declaration;
}

type Parsed<Schema> = Schema extends ZodType ? z.output<Schema> : undefined;

export type EndpointParams<E extends Endpoint> = Parsed<E["params"]>;
export type EndpointQuery<E extends Endpoint> = Parsed<E["query"]>;
export type EndpointBody<E extends Endpoint> = Parsed<E["body"]>;
export type EndpointResult<E extends Endpoint> = E["response"] extends ZodType
  ? z.input<E["response"]>
  : unknown;
