import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => /\.(ts|tsx)$/.test(file) && existsSync(file));
const sources = tracked.filter(
  (file) => !file.startsWith("lib/platform/generated/") && file !== "next-env.d.ts",
);
const read = new Map(sources.map((file) => [file, readFileSync(file, "utf8")]));

/** Folder → what its files may not import; DESIGN's table beyond what the linter knows. */
const forbidden: [folder: RegExp, imports: RegExp, isExempt?: (file: string) => boolean][] = [
  [/^lib\/platform\//, /^@\/(lib\/(?!platform\/)|app|components|inngest)/, isTest],
  [/^lib\/(?!platform\/)/, /^@\/(app|components|inngest)\//],
  [/^lib\//, /^@\/prisma\//, isTest],
  [/^components\/(ui|shared)\//, /^@\/lib\/(?!platform\/)/],
  [/^components\/ui\//, /^(@\/components\/shared|\.\.\/shared)\//],
  [/^components\//, /^@\/(app|inngest|prisma|lib\/platform\/(generated|database))/, isTest],
  [/^app\//, /^@\/(prisma|lib\/platform\/(generated|database))/, isTest],
  [/^e2e\//, /^@?\.*\/?(app|components|lib)\//],
  [/^inngest\//, /^@\/(app|components|prisma)\//, isTest],
];

describe.each(forbidden)("%s does not import %s", (folder, imports, isExempt) => {
  test("anywhere", () => {
    const found = sources
      .filter((file) => folder.test(file) && !isExempt?.(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => imports.test(name))
          .map((name) => `${file} → ${name}`),
      );
    expect(found).toEqual([]);
  });
});

test("no file is longer than 400 lines", () => {
  const long = sources.filter((file) => (read.get(file)?.split("\n").length ?? 0) > 401);
  expect(long).toEqual([]);
});

test("files are named in kebab-case, after what they hold", () => {
  const bad = sources.filter(
    (file) => !/^(_?[a-z0-9]+(-[a-z0-9]+)*)(\.[a-z0-9-]+)*\.tsx?$/.test(basename(file)),
  );
  expect(bad).toEqual([]);
  expect(sources.filter((file) => /(^|\/)(utils|helpers|service|manager|index)\.tsx?$/.test(file))).toEqual(
    [],
  );
});

test("only the frameworks' own files and lazily loaded components export by default", () => {
  const frameworks =
    /(^|\/)(page|layout|loading|error|global-error|not-found|template|default|route|proxy)\.tsx?$|\.config\.ts$|prisma\/seed\/test-cluster\.ts$/;
  expect(
    sources.filter(
      (file) =>
        !file.startsWith("components/") &&
        !frameworks.test(file) &&
        /^export default /m.test(read.get(file) ?? ""),
    ),
  ).toEqual([]);
});

test("nothing is left for later", () => {
  const marks = new RegExp(
    [
      "TO",
      "DO|FIX",
      "ME|@ts-",
      "ignore|@ts-",
      "nocheck|\\btest\\.skip|\\bdescribe\\.skip\\b|\\btest\\.only",
    ].join(""),
  );
  expect(sources.filter((file) => marks.test(read.get(file) ?? ""))).toEqual([]);
});

function importsOf(file: string): string[] {
  return [...(read.get(file) ?? "").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(
    ([, name]) => name ?? "",
  );
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file);
}
