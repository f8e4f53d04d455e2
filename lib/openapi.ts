import type { ZodObject, ZodType } from "zod";
import { type Operation, operations } from "./openapi/endpoints";
import { errorList } from "./openapi/errors";
import { exampleOf } from "./openapi/example";
import { type JsonSchema, queryParameterSchema, toJsonSchema } from "./openapi/json-schema";
import type { Endpoint } from "./platform/endpoint";
import { permissionRoles } from "./platform/permissions";

export type OpenApiParameter = {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  description?: string;
  schema: JsonSchema;
  style?: "form";
  explode?: boolean;
};
type Media = { schema: JsonSchema; example?: unknown };
export type OpenApiResponse =
  | { $ref: string }
  | { description: string; headers?: Record<string, { $ref: string }>; content?: Record<string, Media> };
export type OpenApiOperation = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security?: Record<string, string[]>[];
  parameters?: (OpenApiParameter | { $ref: string })[];
  requestBody?: { required: boolean; content: Record<string, Media> };
  responses: Record<string, OpenApiResponse>;
  "x-permission": string;
  "x-roles": readonly string[];
};
export type OpenApiDocument = {
  openapi: "3.1.0";
  info: {
    title: string;
    version: string;
    description: string;
    license: { name: string; identifier: string };
  };
  servers: { url: string }[];
  tags: { name: string }[];
  security: Record<string, string[]>[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: {
    schemas: Record<string, JsonSchema>;
    responses: Record<string, OpenApiResponse>;
    headers: Record<string, { description: string; schema: JsonSchema }>;
    parameters: Record<string, OpenApiParameter>;
    securitySchemes: Record<string, Record<string, string>>;
  };
};

let built: OpenApiDocument | undefined;

/** The OpenAPI 3.1 document of every declared endpoint. */
export function openApiDocument(): OpenApiDocument {
  built ??= build();
  return built;
}

function build(): OpenApiDocument {
  const schemas: Record<string, JsonSchema> = { Problem: problemSchema };
  const paths: OpenApiDocument["paths"] = {};
  for (const operation of operations) {
    const { path, method } = operation.endpoint;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(operation, schemas) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Docket API",
      version: "1.0.0",
      description: introduction,
      license: { name: "GNU Affero General Public License v3.0", identifier: "AGPL-3.0-only" },
    },
    servers: [{ url: "/api/v1" }],
    tags: [...new Set(operations.map((operation) => operation.endpoint.tag))].map((name) => ({ name })),
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas,
      responses: problemResponses(),
      headers: limitHeaders,
      parameters: { IdempotencyKey: idempotencyKey, IfMatch: ifMatch },
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token from Settings → API tokens." },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "docket-session",
          description: "The browser's session.",
        },
      },
    },
  };
}

const introduction = [
  "Every list answers `{ data, pagination }` with an exact total and an opaque cursor for the next page.",
  "Errors are problem+json (RFC 9457) with a `code`, a `request_id` and the fields concerned.",
  "Instants are ISO 8601 in UTC. POST takes an `Idempotency-Key`; records with a `version` take `If-Match`.",
].join(" ");

function operationOf({ id, endpoint }: Operation, schemas: Record<string, JsonSchema>): OpenApiOperation {
  const parameters = parametersOf(endpoint);
  const body = requestBody(endpoint, schemas);
  return {
    operationId: id.replace(".", "_"),
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.description && { description: endpoint.description }),
    ...(endpoint.permission === "public" && { security: [{}] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses: responsesOf(endpoint, schemas),
    "x-permission": endpoint.permission,
    "x-roles": rolesOf(endpoint),
  };
}

function rolesOf({ permission }: Endpoint): readonly string[] {
  return permission === "public" || permission === "signed_in" ? [] : permissionRoles[permission];
}

function parametersOf(endpoint: Endpoint): (OpenApiParameter | { $ref: string })[] {
  return [
    ...fieldsOf(endpoint.params).map(([name, schema]) => ({
      name,
      in: "path" as const,
      required: true,
      schema: toJsonSchema(schema, "input"),
    })),
    ...fieldsOf(endpoint.query).map(([name, schema]) => queryParameter(name, schema)),
    ...(endpoint.method === "POST" ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
    ...(endpoint.method === "PATCH" ? [{ $ref: "#/components/parameters/IfMatch" }] : []),
  ];
}

function queryParameter(name: string, schema: ZodType): OpenApiParameter {
  const json = queryParameterSchema(schema);
  const isRequired = !schema.safeParse(undefined).success;
  return {
    name,
    in: "query",
    ...(isRequired && { required: true }),
    ...(json.type === "array" && { style: "form", explode: false }),
    schema: json,
  };
}

function fieldsOf(schema: ZodType | undefined): [string, ZodType][] {
  return schema && "shape" in schema
    ? Object.entries((schema as ZodObject).shape as Record<string, ZodType>)
    : [];
}

function requestBody(
  endpoint: Endpoint,
  schemas: Record<string, JsonSchema>,
): OpenApiOperation["requestBody"] {
  if (endpoint.rawBody)
    return {
      required: true,
      content: { [endpoint.rawBody]: { schema: { type: "string", format: "binary" } } },
    };
  if (!endpoint.body) return undefined;
  const schema = toJsonSchema(endpoint.body, "input", schemas);
  const example = endpoint.example?.body ?? exampleOf(schema, schemas);
  return { required: true, content: { "application/json": { schema, example } } };
}

function responsesOf(endpoint: Endpoint, schemas: Record<string, JsonSchema>): OpenApiOperation["responses"] {
  const headers = Object.fromEntries(
    Object.keys(limitHeaders).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );
  const content = successContent(endpoint, schemas);
  const status = content ? (endpoint.status ?? 200) : 204;
  return {
    [status]: { description: endpoint.summary, headers, ...(content && { content }) },
    ...Object.fromEntries(
      problemsOf(endpoint).map((problem) => [
        String(problem),
        { $ref: `#/components/responses/Problem${problem}` },
      ]),
    ),
  };
}

function successContent(
  endpoint: Endpoint,
  schemas: Record<string, JsonSchema>,
): Record<string, Media> | undefined {
  if (endpoint.rawResponse) return { [endpoint.rawResponse]: { schema: { type: "string" } } };
  if (!endpoint.response) return undefined;
  const schema = toJsonSchema(endpoint.response, "output", schemas);
  const example = endpoint.example?.response ?? exampleOf(schema, schemas);
  return { "application/json": { schema, example } };
}

function problemsOf(endpoint: Endpoint): number[] {
  const isChange = endpoint.method !== "GET";
  return [
    ...(endpoint.permission === "public" ? [] : [401, 403]),
    ...(endpoint.params ? [404] : []),
    ...(isChange ? [409] : []),
    ...(endpoint.params || endpoint.query || endpoint.body ? [422] : []),
    429,
    500,
    503,
  ];
}

function problemResponses(): Record<string, OpenApiResponse> {
  const statuses = [...new Set(errorList.map((error) => error.status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const errors = errorList.filter((error) => error.status === status);
      const description = errors.map((error) => `\`${error.code}\`: ${error.meaning}`).join("\n\n");
      const code = errors[0]?.code ?? "internal";
      const example = {
        type: `/api-docs#error-${code}`,
        title: errors[0]?.meaning,
        status,
        code,
        request_id: "7f0c1f0e-6f0b-4d5c-8a59-2f5d3f6b9c11",
      };
      return [
        `Problem${status}`,
        {
          description,
          content: {
            "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" }, example },
          },
        },
      ];
    }),
  );
}

const problemSchema: JsonSchema = {
  type: "object",
  required: ["type", "title", "status", "code", "request_id"],
  properties: {
    type: { type: "string", description: "Where this error is explained." },
    title: { type: "string", description: "What happened and what to do, for a person." },
    status: { type: "integer" },
    code: { type: "string", enum: errorList.map((error) => error.code) },
    instance: { type: "string" },
    request_id: { type: "string", description: "Names this request in the logs." },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "message"],
        properties: {
          field: { type: "string" },
          message: { type: "string" },
          allowed: { type: "array", items: {} },
        },
      },
    },
  },
  additionalProperties: true,
};

const limitHeaders: OpenApiDocument["components"]["headers"] = {
  "RateLimit-Limit": { description: "Requests allowed in a minute.", schema: { type: "integer" } },
  "RateLimit-Remaining": { description: "Requests left in this minute.", schema: { type: "integer" } },
  "RateLimit-Reset": { description: "Seconds until the count starts again.", schema: { type: "integer" } },
};

const idempotencyKey: OpenApiParameter = {
  name: "Idempotency-Key",
  in: "header",
  description:
    "Any unique text. The same key with the same request is answered with the first answer and done once.",
  schema: { type: "string", maxLength: 255 },
};

const ifMatch: OpenApiParameter = {
  name: "If-Match",
  in: "header",
  description:
    "The version you read, as the ETag gave it. A newer one answers 409 with the differing fields.",
  schema: { type: "string" },
};
