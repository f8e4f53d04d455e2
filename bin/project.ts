import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export const projectRoot = resolve(import.meta.dirname, "..");

export type CommandResult = { ok: boolean; output: string };

export type ProgramOptions = {
  environment?: Record<string, string>;
  onOutput?: (text: string) => void;
  signal?: AbortSignal;
};

/** Runs a program of node_modules or the system. With `onOutput` its lines are also shown as they come. */
export function runProgram(
  program: string,
  args: string[],
  options: ProgramOptions = {},
): Promise<CommandResult> {
  return new Promise((finish, fail) => {
    const child = spawn(program, args, {
      cwd: projectRoot,
      env: { ...process.env, ...options.environment },
      stdio: ["ignore", "pipe", "pipe"],
      signal: options.signal,
      shell: process.platform === "win32",
    });
    let output = "";
    const hear = (chunk: Buffer) => {
      output += chunk;
      options.onOutput?.(chunk.toString());
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("error", fail);
    child.on("close", (code) => finish({ ok: code === 0, output }));
  });
}

/** A digest over the content of files and folders; what does not exist counts as empty. */
export function hashPaths(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((relative) => listFiles(relative)).sort())
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(projectRoot, path)))
      .update("\0");
  return hash.digest("hex");
}

export function readStamp(path: string): string {
  try {
    return readFileSync(join(projectRoot, path), "utf8");
  } catch {
    return "";
  }
}

export function writeStamp(path: string, value: string): void {
  const target = join(projectRoot, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, value);
}

function listFiles(relative: string): string[] {
  const absolute = join(projectRoot, relative);
  const found = statSync(absolute, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [relative];
  return readdirSync(absolute).flatMap((name) => listFiles(`${relative}/${name}`));
}
