import { statSync } from "node:fs";
import { freeMegabytes, secretsPath } from "./data-directory";
import type { Finding } from "./database/examine";

const wantedNode = 24;
const comfortableMegabytes = 1_024;

/** What doctor says about this machine. */
export function examineHost(dataDirectory: string): Finding[] {
  return [examineNode(process.versions.node), examineDisk(dataDirectory), examineSecrets(dataDirectory)];
}

export function examineNode(version: string): Finding {
  const isRight = Number(version.split(".")[0]) >= wantedNode;
  if (isRight) return { check: "Node", status: "ok", message: `version ${version}` };
  return {
    check: "Node",
    status: "problem",
    message: `version ${version}, but Docket needs ${wantedNode}: run it through npm, which brings its own`,
  };
}

function examineDisk(directory: string): Finding {
  const free = freeMegabytes(directory);
  const message = `${directory} has ${(free / 1024).toFixed(1)} GB free`;
  return free < comfortableMegabytes
    ? { check: "Data directory", status: "warning", message: `${message}: make room before it fills` }
    : { check: "Data directory", status: "ok", message };
}

export function examineSecrets(directory: string): Finding {
  const check = "Secrets";
  const path = secretsPath(directory);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return { check, status: "ok", message: "none are kept here" };
  // Windows keeps rights elsewhere and always answers 0666.
  if (process.platform !== "win32" && (found.mode & 0o077) !== 0)
    return { check, status: "problem", message: `others may read ${path}: run chmod 600 on it` };
  return { check, status: "ok", message: `${path} is readable by its owner alone` };
}
