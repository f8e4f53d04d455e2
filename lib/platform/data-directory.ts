import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { StartupError } from "./startup-error";

const secretsSchema = z.object({
  docket_secret: z.string().min(32),
  postgres_password: z.string().min(32),
  owner_password: z.string().min(32),
  app_password: z.string().min(32),
});

export type Secrets = z.infer<typeof secretsSchema>;

const megabyte = 1024 * 1024;

/** Creates the folder and makes sure that it can be written and has room. */
export function prepareDataDirectory(directory: string, neededMegabytes = 64): void {
  try {
    makeDirectory(directory);
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw directoryError(directory, error);
  }
  const free = freeMegabytes(directory);
  if (free < neededMegabytes)
    throw new StartupError(
      `DATA_DIR ${directory} has ${free} MB free and Docket needs ${neededMegabytes} MB: free some space or set DATA_DIR to a folder on a larger disk.`,
    );
}

/** Node's own recursive mkdir never returns where the system answers ENOENT below an existing folder (/proc). */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory));
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

export function freeMegabytes(directory: string): number {
  const disk = statfsSync(directory);
  return Math.floor((disk.bavail * disk.bsize) / megabyte);
}

export function secretsPath(directory: string): string {
  return join(directory, "secrets.json");
}

/** The secrets of this installation: made once, readable by their owner alone. */
export function readSecrets(directory: string): Secrets {
  const path = secretsPath(directory);
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw secretsError(path, error);
  }
  try {
    createSecrets(path);
    return secretsSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    throw directoryError(directory, error);
  }
}

/** Turns what the file system answered into one sentence, or gives the error back unchanged. */
export function directoryError(directory: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOSPC" || code === "EDQUOT")
    return new StartupError(`The disk of DATA_DIR ${directory} is full: free some space and start again.`);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "ENOENT")
    return new StartupError(
      `DATA_DIR ${directory} cannot be written: give this user the right to write there or set DATA_DIR to another folder.`,
    );
  if (code === "ENOTDIR" || code === "EEXIST")
    return new StartupError(`DATA_DIR ${directory} is not a folder: set DATA_DIR to a folder.`);
  return error;
}

function createSecrets(path: string): void {
  const secrets: Secrets = {
    docket_secret: newSecret(),
    postgres_password: newSecret(),
    owner_password: newSecret(),
    app_password: newSecret(),
  };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  try {
    // A link fails when the file exists, so that of two first starts at once only one writes the secrets.
    linkSync(draft, path);
    rmSync(draft);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") rmSync(draft);
    else renameSync(draft, path);
  }
}

function newSecret(): string {
  return randomBytes(32).toString("hex");
}

function secretsError(path: string, error: unknown): StartupError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "EACCES" || code === "EPERM")
    return new StartupError(`${path} cannot be read: run Docket as the user who owns it.`);
  return new StartupError(
    `${path} is damaged: restore it from a backup, since the database's passwords are in it.`,
  );
}
