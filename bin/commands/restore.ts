import { join, resolve } from "node:path";
import type { Command } from "commander";
import { restoreBackup } from "@/lib/platform/backup/restore-backup";
import { env } from "@/lib/platform/env";
import { print, withInstallation } from "./context";

export function register(program: Command): void {
  program
    .command("restore")
    .argument("<file>", "an archive that `backup` wrote")
    .option("--force", "replace what the database and the files hold now")
    .description("bring back a backup into an empty installation; stop the server first")
    .action(async (file: string, { force }: { force?: boolean }, command: Command) => {
      await withInstallation(
        async ({ ownerUrl, appUrl }) => {
          const filesDirectory = join(env().DATA_DIR, "files");
          const summary = await restoreBackup({
            ownerUrl,
            applicationUrl: appUrl,
            filesDirectory,
            path: resolve(file),
            force,
          });
          const text = `Restored ${summary.rows} rows of ${summary.tables} tables and ${summary.files} files as of ${summary.created_at}.`;
          print(command, summary, text);
        },
        { exclusive: true, allowPending: true },
      );
    });
}
