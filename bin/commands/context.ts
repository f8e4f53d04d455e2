import type { Command } from "commander";
import { closeDatabase } from "@/lib/platform/database/client";
import { listPendingMigrations } from "@/lib/platform/database/migrate";
import { flushChanges } from "@/lib/platform/realtime/publish";
import { closeRedis } from "@/lib/platform/redis";
import { StartupError } from "@/lib/platform/startup-error";
import { type Installation, openInstallation } from "../installation";

export type CommandOptions = {
  /** Refuses while a server runs on the same data, and keeps one from starting. */
  exclusive?: boolean;
  /** For the commands that bring the database up to date themselves. */
  allowPending?: boolean;
  /** What has to end well before the database is let go on Ctrl-C. */
  onInterrupt?: () => Promise<void>;
};

/**
 * Connects to the installation's database, runs the command and lets go again, also on Ctrl-C. The embedded
 * server is started if it does not run, and joined if it does. `database()` and `withOrganization` work inside.
 */
export async function withInstallation(
  run: (installation: Installation) => Promise<void>,
  options: CommandOptions = {},
): Promise<void> {
  const installation = await openInstallation({ exclusive: options.exclusive ?? false });
  const close = async () => {
    await flushChanges();
    await closeDatabase();
    await closeRedis();
    await installation.stop();
  };
  const interrupt = () =>
    void Promise.resolve(options.onInterrupt?.())
      .then(close)
      .then(() => process.exit(130));
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    if (!options.allowPending) await requireMigrated(installation);
    await run(installation);
  } finally {
    await close();
  }
}

/** The command `parent name`, whoever registers below the parent first. */
export function commandGroup(program: Command, name: string, description: string): Command {
  return (
    program.commands.find((command) => command.name() === name) ??
    program.command(name).description(description)
  );
}

/** With --json the data, otherwise the text; the text's last line stands alone for scripts. */
export function print(command: Command, data: unknown, text: string): void {
  console.log(command.optsWithGlobals().json ? JSON.stringify(data, null, 2) : text);
}

async function requireMigrated({ ownerUrl }: Installation): Promise<void> {
  const pending = await listPendingMigrations(ownerUrl);
  if (pending.length > 0)
    throw new StartupError(
      `The database lacks ${pending.length} migrations: run "npm run docket -- migrate" first.`,
    );
}
