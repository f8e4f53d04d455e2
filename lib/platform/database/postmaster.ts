import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

export type Postmaster = { pid: number; port: number | undefined };

/** The running server of this folder, from its lock file. A process that only inherited the number does not count. */
export function findPostmaster(directory: string): Postmaster | undefined {
  const lines = readPidFile(directory);
  const pid = Number(lines?.[0]);
  if (!lines || !pid || !isAlive(pid) || !serves(pid, lines)) return undefined;
  return { pid, port: Number(lines[3]) || undefined };
}

/**
 * After a crash of the whole machine the number in the lock file may belong to an unrelated program, and
 * PostgreSQL would refuse to start forever. Its own lock files of dead processes it removes itself.
 */
export function removeForeignPidFile(directory: string): void {
  const lines = readPidFile(directory);
  const pid = Number(lines?.[0]);
  if (lines && pid && isAlive(pid) && !serves(pid, lines))
    rmSync(join(directory, "postmaster.pid"), { force: true });
}

function readPidFile(directory: string): string[] | undefined {
  try {
    return readFileSync(join(directory, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The second line is the folder as that server was told it, which a link may call otherwise today. */
function serves(pid: number, [, directory = ""]: string[]): boolean {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(directory);
    if (process.platform === "win32") return true;
    return execFileSync("ps", ["-p", String(pid), "-o", "command="])
      .toString()
      .includes(directory);
  } catch {
    return false;
  }
}
