import { join, resolve } from "node:path";
import type { Command } from "commander";
import { writeBackup } from "@/lib/platform/backup/write-backup";
import { env } from "@/lib/platform/env";
import { print, withInstallation } from "./context";

export function register(program: Command): void {
  program
    .command("backup")
    .argument("<file>", "the archive to write, a gzipped tar")
    .description("write everything the desk knows into one file, while it goes on working")
    .action(async (file: string, _options: unknown, command: Command) => {
      await withInstallation(async ({ ownerUrl }) => {
        const summary = await writeBackup({
          ownerUrl,
          filesDirectory: join(env().DATA_DIR, "files"),
          path: resolve(file),
        });
        const megabytes = (summary.bytes / 1024 / 1024).toFixed(1);
        print(
          command,
          summary,
          `${summary.rows} rows of ${summary.tables} tables and ${summary.files} files, ${megabytes} MB\n${summary.path}`,
        );
      });
    });
}
