import type { Command } from "commander";
import { prepareDataDirectory } from "@/lib/platform/data-directory";
import { examineDatabase, type Finding } from "@/lib/platform/database/examine";
import { env } from "@/lib/platform/env";
import { examineHost } from "@/lib/platform/examine-host";
import { examineRedis } from "@/lib/platform/redis";
import { StartupError } from "@/lib/platform/startup-error";
import { table } from "../table";
import { print, withInstallation } from "./context";

export function register(program: Command): void {
  program
    .command("doctor")
    .description("examine the installation; exits with 1 if anything must be put right")
    .action(async (_options: unknown, command: Command) => {
      const findings = await examine();
      const rows = findings.map(({ status, check, message }) => [status, check, message]);
      print(command, { findings }, table(["Status", "Check", "Finding"], rows));
      if (findings.some(({ status }) => status === "problem")) process.exitCode = 1;
    });
}

async function examine(): Promise<Finding[]> {
  const findings: Finding[] = [];
  try {
    prepareDataDirectory(env().DATA_DIR);
    findings.push(...examineHost(env().DATA_DIR));
    const { REDIS_URL } = env();
    if (REDIS_URL) findings.push(await examineRedis(REDIS_URL));
    await withInstallation(
      async ({ ownerUrl, appUrl }) => {
        findings.push(...(await examineDatabase(ownerUrl, appUrl)));
      },
      { allowPending: true },
    );
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    findings.push({ check: "Installation", status: "problem", message: error.message });
  }
  return findings;
}
