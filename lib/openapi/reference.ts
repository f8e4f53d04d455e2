import { type OpenApiOperation, type OpenApiParameter, openApiDocument } from "@/lib/openapi";
import { errorList } from "./errors";
import type { JsonSchema } from "./json-schema";

export type ReferenceField = {
  name: string;
  place: string;
  type: string;
  isRequired: boolean;
  description: string;
};
export type ReferenceOperation = {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  permission: string;
  roles: readonly string[];
  fields: ReferenceField[];
  status: string;
  problems: string[];
  curl: string;
  answer: string;
};
export type ApiReference = {
  groups: { tag: string; operations: ReferenceOperation[] }[];
  errors: typeof errorList;
};

/** The document as a page reads it: fields as lines, examples as text. */
export function apiReference(): ApiReference {
  const { paths, tags } = openApiDocument();
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tag: operation.tags[0] ?? "",
      operation: referenceOf(method.toUpperCase(), path, operation),
    })),
  );
  return {
    groups: tags.map(({ name }) => ({
      tag: name,
      operations: operations.filter(({ tag }) => tag === name).map(({ operation }) => operation),
    })),
    errors: errorList,
  };
}

function referenceOf(method: string, path: string, operation: OpenApiOperation): ReferenceOperation {
  const [status = "200", success] = Object.entries(operation.responses).find(([code]) => code < "300") ?? [];
  const answer =
    success && "content" in success ? Object.values(success.content ?? {})[0]?.example : undefined;
  return {
    id: operation.operationId,
    method,
    path,
    summary: operation.summary,
    description: operation.description ?? "",
    permission: operation["x-permission"],
    roles: operation["x-roles"],
    fields: [...parameterFields(operation), ...bodyFields(operation)],
    status,
    problems: Object.keys(operation.responses).filter((code) => code >= "400"),
    curl: curlOf(method, path, operation),
    answer: answer === undefined ? "" : JSON.stringify(answer, null, 2),
  };
}

function parameterFields({ parameters = [] }: OpenApiOperation): ReferenceField[] {
  const shared = openApiDocument().components.parameters;
  return parameters.flatMap((parameter) => {
    const found: OpenApiParameter | undefined =
      "$ref" in parameter ? shared[parameter.$ref.split("/").at(-1) ?? ""] : parameter;
    if (!found) return [];
    const { name, schema, required = false, description = "" } = found;
    return [{ name, place: found.in, type: typeText(schema), isRequired: required, description }];
  });
}

function bodyFields({ requestBody }: OpenApiOperation): ReferenceField[] {
  const [media, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  if (!media || !content) return [];
  if (media !== "application/json")
    return [{ name: media, place: "body", type: "file", isRequired: true, description: "" }];
  return variants(content.schema)
    .flatMap((schema) =>
      Object.entries(schema.properties ?? {}).map(([name, property]) => ({
        name,
        place: "body",
        type: typeText(property),
        isRequired: schema.required?.includes(name) ?? false,
        description: property.description ?? "",
      })),
    )
    .filter((field, index, all) => all.findIndex(({ name }) => name === field.name) === index);
}

/** A body that comes in several forms names the fields of all of them. */
function variants(schema: JsonSchema): JsonSchema[] {
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return schema.properties ? [schema] : parts.flatMap(variants);
}

function typeText(schema: JsonSchema): string {
  if (schema.$ref) return schema.$ref.split("/").at(-1) ?? "object";
  if (schema.enum) return schema.enum.map(String).join(" | ");
  if (schema.const !== undefined) return String(schema.const);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return [...new Set(options.map(typeText))].join(" | ");
  if (schema.type === "array") return `list of ${schema.items ? typeText(schema.items) : "anything"}`;
  const type = [schema.type ?? "anything"].flat().join(" | ");
  return `${schema.format ?? type}${bounds(schema)}`;
}

function bounds({ minLength, maxLength, minimum, maximum }: JsonSchema): string {
  // The largest safe integer is what "no upper bound" looks like in a generated schema.
  const most = maxLength ?? (maximum && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined);
  const least = minLength ?? (minimum && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined);
  if (least === undefined && most === undefined) return "";
  const unit = minLength !== undefined || maxLength !== undefined ? " characters" : "";
  if (most === undefined) return `, from ${least}${unit}`;
  return least === undefined ? `, up to ${most}${unit}` : `, ${least} to ${most}${unit}`;
}

function curlOf(method: string, path: string, operation: OpenApiOperation): string {
  const [media, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const lines = [`curl ${method === "GET" ? "" : `-X ${method} `}"$DOCKET_URL/api/v1${path}"`];
  if (operation["x-permission"] !== "public") lines.push('-H "Authorization: Bearer $DOCKET_TOKEN"');
  if (media) lines.push(`-H "Content-Type: ${media}"`);
  if (media === "application/json")
    lines.push(`-d '${JSON.stringify(content?.example ?? {}, null, 2).replaceAll("'", "'\\''")}'`);
  else if (media) lines.push("--data-binary @file");
  return lines.join(" \\\n  ");
}
