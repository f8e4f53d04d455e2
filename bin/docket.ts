import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Command, CommanderError, program } from "commander";
import { setEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { StartupError } from "@/lib/platform/startup-error";
import { ensureGenerated } from "./generate";

const exitCodes = { failed: 1, wrongUsage: 2 };

program
  .name("docket")
  .description("Operate a Docket installation.")
  .option("--json", "answer in JSON, errors too")
  .showHelpAfterError("Add --help for the options.")
  .configureHelp({ showGlobalOptions: true })
  .exitOverride();

if (!process.env.LOG_LEVEL) setEnv({ LOG_LEVEL: "warn" });
await ensureGenerated();
await registerCommands();
await program.parseAsync().catch(fail);
process.exit();

/** Every file of bin/commands that exports `register` is a command. */
async function registerCommands(): Promise<void> {
  const folder = join(import.meta.dirname, "commands");
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  for (const name of files.sort()) {
    const module: { register?: (program: Command) => void } = await import(join(folder, name));
    module.register?.(program);
  }
}

function fail(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : exitCodes.wrongUsage;
    return;
  }
  process.exitCode = exitCodes.failed;
  const isExpected = error instanceof StartupError || error instanceof AppError;
  const message = error instanceof Error ? error.message : String(error);
  if (program.opts().json) console.error(JSON.stringify({ error: { message } }));
  else console.error(isExpected ? message : error);
}
