import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { directoryError, prepareDataDirectory, readSecrets, secretsPath } from "./data-directory";
import { examineHost, examineNode } from "./examine-host";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "docket-data-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe("the data directory", () => {
  it("is made with all its parents, for its owner alone", () => {
    const deep = join(directory, "a", "b");
    prepareDataDirectory(deep);
    expect(statSync(deep).mode & 0o777).toBe(0o700);
    prepareDataDirectory(deep);
  });

  it("must be a folder that can be written", () => {
    const file = join(directory, "file");
    writeFileSync(file, "");
    expect(() => prepareDataDirectory(join(file, "below"))).toThrow(
      /is not a folder: set DATA_DIR to a folder/,
    );
    expect(() => prepareDataDirectory("/proc/docket")).toThrow(/cannot be written: give this user the right/);
  });

  it("must have room", () => {
    expect(() => prepareDataDirectory(directory, 1e12)).toThrow(
      /MB free and Docket needs .* free some space/,
    );
    expect(directoryError(directory, Object.assign(new Error(), { code: "ENOSPC" }))).toMatchObject({
      message: `The disk of DATA_DIR ${directory} is full: free some space and start again.`,
    });
  });
});

describe("the secrets", () => {
  it("are made once", () => {
    const secrets = readSecrets(directory);
    expect(new Set(Object.values(secrets)).size).toBe(4);
    expect(readSecrets(directory)).toEqual(secrets);
    expect(statSync(secretsPath(directory)).mode & 0o777).toBe(0o600);
  });

  it("are not replaced when they are damaged", () => {
    writeFileSync(secretsPath(directory), "{");
    expect(() => readSecrets(directory)).toThrow(/is damaged: restore it from a backup/);
    expect(readFileSync(secretsPath(directory), "utf8")).toBe("{");
  });

  it("worry doctor when others may read them", () => {
    readSecrets(directory);
    expect(examineHost(directory).map(({ status }) => status)).not.toContain("problem");
    chmodSync(secretsPath(directory), 0o644);
    expect(examineHost(directory)).toContainEqual(
      expect.objectContaining({ check: "Secrets", status: "problem" }),
    );
  });
});

it("doctor names a Node that is too old", () => {
  expect(examineNode("20.11.0")).toMatchObject({ status: "problem" });
  expect(examineNode("24.1.0")).toMatchObject({ status: "ok" });
});
