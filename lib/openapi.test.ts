import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { openApiDocument } from "./openapi";
import { operations } from "./openapi/endpoints";
import { errorList } from "./openapi/errors";
import { errorStatus } from "./platform/errors";

const document = openApiDocument();

test("is a valid OpenAPI 3.1 document", async () => {
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
});

test("survives JSON unchanged and resolves every reference", () => {
  const text = JSON.stringify(document);
  expect(JSON.parse(text)).toEqual(document);
  for (const [, path] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = path
      ?.split("/")
      .reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], document);
    expect(found, path).toBeDefined();
  }
});

test("operation ids are unique", () => {
  const ids = operations.map((operation) => operation.id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(operations)("$id", ({ endpoint }) => {
  const operation = document.paths[endpoint.path]?.[endpoint.method.toLowerCase()];

  test("names every path parameter", () => {
    const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = operation?.parameters?.flatMap((parameter) =>
      "in" in parameter && parameter.in === "path" ? [parameter.name] : [],
    );
    expect(declared ?? []).toEqual(inPath);
  });

  test("has examples that its own schemas accept", () => {
    const sent = operation?.requestBody?.content["application/json"];
    if (endpoint.body) {
      expect(sent?.example).toBeDefined();
      expect(endpoint.body.safeParse(sent?.example).error?.issues ?? []).toEqual([]);
    }
    if (!endpoint.response || endpoint.rawResponse) return;
    const answer = operation?.responses[String(endpoint.status ?? 200)];
    const example = answer && "content" in answer ? answer.content?.["application/json"]?.example : undefined;
    expect(endpoint.response.safeParse(revive(example)).error?.issues ?? []).toEqual([]);
  });

  test("reads well: a summary without a full stop, a tag", () => {
    expect(endpoint.summary).toMatch(/^[A-Z].*[^.]$/);
    expect(endpoint.tag).toMatch(/^[A-Z]/);
  });
});

test("every error code is explained", () => {
  expect(errorList.map((error) => error.code).toSorted()).toEqual(Object.keys(errorStatus).toSorted());
});

/** JSON's instants as the dates the response schemas hold. */
function revive(value: unknown): unknown {
  if (typeof value === "string") return /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : value;
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revive(item)]));
}
