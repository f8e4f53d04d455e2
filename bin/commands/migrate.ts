import type { Command } from "commander";
import { applyMigrations, readMigrationState } from "@/lib/platform/database/migrate";
import { print, withInstallation } from "./context";

export function register(program: Command): void {
  program
    .command("migrate")
    .description("bring the database to this version of Docket")
    .option("--status", "only say what is applied and what is pending; exits with 1 if anything is")
    .action(async (options: { status?: boolean }, command: Command) => {
      await withInstallation(
        async ({ ownerUrl, appUrl }) => {
          if (options.status) return printStatus(command, ownerUrl);
          const applied = await applyMigrations(ownerUrl, { applicationUrl: appUrl });
          print(
            command,
            { applied },
            applied.length > 0 ? applied.join("\n") : "Nothing to do: the database is up to date.",
          );
        },
        { allowPending: true },
      );
    });
}

async function printStatus(command: Command, ownerUrl: string): Promise<void> {
  const state = await readMigrationState(ownerUrl);
  const lines = [
    ...state.applied.map(
      (name) => `applied  ${name}${state.edited.includes(name) ? "  (its file changed since)" : ""}`,
    ),
    ...state.pending.map((name) => `pending  ${name}`),
    ...state.unknown.map((name) => `unknown  ${name}  (from a newer Docket)`),
  ];
  print(command, state, lines.join("\n"));
  if (state.pending.length > 0) process.exitCode = 1;
}
