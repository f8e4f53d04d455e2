import type { Command } from "commander";
import { StartupError } from "@/lib/platform/startup-error";
import { demoAccounts, demoPassword } from "@/prisma/seed/demo-people";
import { fillWithDemo, readPopulation } from "../demo";
import { table } from "../table";
import { print, withInstallation } from "./context";

export function register(program: Command): void {
  program
    .command("seed")
    .description("fill an empty database with the demo organization")
    .action(async (_options: unknown, command: Command) => {
      await withInstallation(
        async ({ ownerUrl }) => {
          if ((await readPopulation(ownerUrl)).organizations > 0)
            throw new StartupError(
              "The database already has an organization: demo data goes into an empty one, so set DATA_DIR to another folder.",
            );
          await fillWithDemo(ownerUrl);
          const accounts = demoAccounts.map(({ role, name, email }) => ({
            role,
            name,
            email,
            password: demoPassword,
          }));
          print(
            command,
            { accounts },
            table(["Role", "Name", "E-mail", "Password"], accounts.map(Object.values)),
          );
        },
        { exclusive: true },
      );
    });
}
