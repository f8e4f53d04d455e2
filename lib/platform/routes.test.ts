import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { operations } from "@/lib/openapi/endpoints";
import { listRouteFiles, loadRoute } from "@/prisma/seed/call-route";
import type { Endpoint } from "./endpoint";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
/** The document of the declarations is no declaration itself. */
const undeclared = ["/openapi.json"];
const files = listRouteFiles().filter((file) => !undeclared.includes(file.path));
const declared = operations.map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`);

test("every declaration has exactly one route, and every route one declaration", async () => {
  const served: string[] = [];
  for (const { file, path } of files) {
    const route = await loadRoute(file);
    served.push(...methods.filter((method) => route[method]).map((method) => `${method} ${path}`));
  }
  expect(served.toSorted()).toEqual(declared.toSorted());
  expect(new Set(declared).size).toBe(declared.length);
}, 60_000);

describe.each(files)("$path", ({ file, path }) => {
  test("is served by the declaration of its own method and path", async () => {
    const route = await loadRoute(file);
    for (const method of methods) {
      const declaration = route[method]?.declaration;
      if (route[method]) expect(declaration).toMatchObject({ method, path });
    }
  });

  test("says one line a method and holds no rule of its own", () => {
    const source = readFileSync(file, "utf8");
    expect(source).not.toMatch(/\$queryRaw|\$executeRaw|withOrganization\(/);
    expect(source.split("\n").length).toBeLessThanOrEqual(40);
  });
});

test("every noun's api.ts is folded into the document", async () => {
  const known = new Set(operations.map(({ endpoint }) => endpoint));
  for (const file of globSync("lib/*/api.ts")) {
    const module = (await import(/* @vite-ignore */ `../../${file}`)) as Record<
      string,
      Record<string, Endpoint>
    >;
    for (const [name, api] of Object.entries(module))
      for (const [key, endpoint] of Object.entries(api))
        expect(known.has(endpoint), `${file} ${name}.${key}`).toBe(true);
  }
});

test("a file that a route calls is named after a verb it exports", () => {
  const called = new Set<string>();
  for (const { file } of files)
    for (const [, path] of readFileSync(file, "utf8").matchAll(/from "@\/(lib\/(?!platform)[^"]+)"/g))
      if (path && !/\/(api|schema|access)$/.test(path)) called.add(path);
  expect(called.size).toBeGreaterThan(20);
  for (const path of called) {
    const name = basename(path).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const source = readFileSync(`${path}.ts`, "utf8");
    const exported = [...source.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].map(
      ([, found]) => found,
    );
    expect(exported, path).toContain(name);
  }
});
