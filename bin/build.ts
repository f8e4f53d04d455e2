import { join } from "node:path";
import { StartupError } from "@/lib/platform/startup-error";
import { compressStatic } from "./compress-static";
import { ensureGenerated } from "./generate";
import { hashPaths, projectRoot, readStamp, runProgram, writeStamp } from "./project";

const stampPath = ".next/docket-build";
const logPath = ".next/docket-build.log";
const sources = [
  "app",
  "components",
  "inngest",
  "lib",
  "public",
  "next.config.ts",
  "proxy.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];

/** Builds for production where a source or a dependency changed since the last build. Returns whether it did. */
export async function ensureBuild(
  options: { force?: boolean; signal?: AbortSignal; onStart?: () => void } = {},
): Promise<boolean> {
  await ensureGenerated();
  const hash = hashPaths(sources);
  if (!options.force && readStamp(stampPath) === hash) return false;
  options.onStart?.();
  // An interrupted build must not look like the finished one before it.
  writeStamp(stampPath, "");
  const result = await runProgram("next", ["build"], {
    environment: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    signal: options.signal,
  });
  writeStamp(logPath, result.output);
  if (!result.ok) throw buildError(result.output);
  await compressStatic();
  writeStamp(stampPath, hash);
  return true;
}

function buildError(output: string): StartupError {
  const start = output.lastIndexOf("Build error occurred");
  return new StartupError(
    `The production build failed; its whole output is in ${join(projectRoot, logPath)}:\n${output.slice(Math.max(start, 0)).trim()}`,
  );
}

if (import.meta.main) await ensureBuild({ force: true });
