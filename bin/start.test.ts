import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "./project";

type Outcome = { code: number; stdout: string; stderr: string };

const patienceMs = 60_000;
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "docket-start-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(script: string, args: string[], environment: Record<string, string>): Promise<Outcome> {
  const variables = {
    ...process.env,
    DATA_DIR: join(folder, "data"),
    DATABASE_URL: "",
    MIGRATION_DATABASE_URL: "",
    ...environment,
  };
  return new Promise((resolve) => {
    const argv = ["--import", "tsx", join(projectRoot, "bin", script), ...args];
    execFile(process.execPath, argv, { cwd: projectRoot, env: variables }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
    });
  });
}

describe("a start that cannot succeed says why in one sentence", () => {
  it.each([
    ["a bad value", { PORT: "http" }, "PORT is not valid: it must be a whole number from 1 to 65535."],
    [
      "a database that is not there",
      { PORT: "38761", DATABASE_URL: "postgresql://a:hunter2@127.0.0.1:1/b" },
      "The PostgreSQL server at 127.0.0.1:1 cannot be reached (ECONNREFUSED): check DATABASE_URL and that the server is running.",
    ],
    [
      "a data directory that cannot be",
      { PORT: "38762", DATA_DIR: "/proc/docket" },
      "DATA_DIR /proc/docket cannot be written: give this user the right to write there or set DATA_DIR to another folder.",
    ],
    [
      "an address of another machine",
      { PORT: "38763", HOST: "192.0.2.1" },
      "HOST 192.0.2.1 is not an address of this machine: set HOST to one that is, such as 127.0.0.1.",
    ],
  ])(
    "%s",
    async (_case, environment, message) => {
      const { code, stderr } = await run("start.ts", [], environment);
      expect(stderr.trim()).toBe(message);
      expect(code).toBe(1);
    },
    patienceMs,
  );

  it(
    "a port in use, before anything is made",
    async () => {
      const other = createServer();
      const port = await new Promise<number>((resolve) => {
        other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port));
      });
      const directory = join(folder, "untouched");
      const { code, stderr } = await run("start.ts", [], { PORT: String(port), DATA_DIR: directory });
      other.close();
      expect(stderr.trim()).toBe(
        `Port ${port} is already in use: stop the program that uses it or set PORT to another one.`,
      );
      expect(code).toBe(1);
      expect(existsSync(directory)).toBe(false);
    },
    patienceMs,
  );
});

describe("the command line", () => {
  it(
    "explains itself, every command too",
    async () => {
      const { code, stdout } = await run("docket.ts", ["--help"], {});
      expect(code).toBe(0);
      for (const command of ["migrate", "seed", "backup", "restore", "doctor"])
        expect(stdout).toContain(command);
      expect((await run("docket.ts", ["restore", "--help"], {})).stdout).toContain("--force");
    },
    patienceMs,
  );

  it(
    "tells wrong usage (2) from failure (1), in JSON if asked",
    async () => {
      expect((await run("docket.ts", ["dance"], {})).code).toBe(2);
      expect((await run("docket.ts", ["backup"], {})).code).toBe(2);
      const failed = await run("docket.ts", ["--json", "migrate"], {
        DATABASE_URL: "postgresql://a:hunter2@127.0.0.1:1/b",
      });
      expect(failed.code).toBe(1);
      expect(JSON.parse(failed.stderr).error.message).toMatch(/cannot be reached/);
    },
    patienceMs,
  );

  it(
    "doctor examines what it can and exits with 1 when something is wrong",
    async () => {
      const directory = mkdtempSync(join(folder, "doctor-"));
      writeFileSync(
        join(directory, "secrets.json"),
        JSON.stringify({
          docket_secret: "s".repeat(32),
          postgres_password: "s".repeat(32),
          owner_password: "s".repeat(32),
          app_password: "s".repeat(32),
        }),
      );
      chmodSync(join(directory, "secrets.json"), 0o644);
      const { code, stdout } = await run("docket.ts", ["doctor", "--json"], {
        DATA_DIR: directory,
        DATABASE_URL: "postgresql://a:hunter2@127.0.0.1:1/b",
      });
      expect(code).toBe(1);
      const problems = JSON.parse(stdout).findings.filter(
        (finding: { status: string }) => finding.status === "problem",
      );
      expect(problems.map((finding: { check: string }) => finding.check)).toEqual([
        "Secrets",
        "Installation",
      ]);
      expect(stdout).not.toContain("hunter2");
    },
    patienceMs,
  );
});
