import type { Command } from "commander";
import { createOrganization } from "@/lib/people/create-organization";
import { createOrganizationInput } from "@/lib/people/schema";
import { setEnv } from "@/lib/platform/env";
import { nobody } from "@/lib/platform/handle-public";
import { withOrganization } from "@/lib/platform/organization";
import { readInput, readPassword, withSecret } from "../people";
import { commandGroup, print, withInstallation } from "./context";

type Options = {
  name: string;
  slug?: string;
  timeZone: string;
  adminEmail: string;
  adminName: string;
  passwordStdin?: boolean;
};

export function register(program: Command): void {
  commandGroup(program, "org", "manage organizations")
    .command("create")
    .description(
      "create an organization and its first admin; the last line is the admin's temporary password",
    )
    .requiredOption("--name <name>", "the organization's name")
    .requiredOption("--admin-email <address>", "what the first admin signs in with")
    .requiredOption("--admin-name <name>", "the first admin's name")
    .option("--slug <slug>", "its short name for commands; made from the name when left out")
    .option("--time-zone <zone>", "an IANA zone such as Europe/Berlin", "UTC")
    .option("--password-stdin", "read the admin's password from standard input instead of making one")
    .action(async (options: Options, command: Command) => {
      const input = readInput(createOrganizationInput, {
        organization_name: options.name,
        slug: options.slug,
        time_zone: options.timeZone,
        name: options.adminName,
        email: options.adminEmail,
        password: await readPassword(options.passwordStdin),
      });
      await withInstallation(async ({ ownerUrl }) => {
        // The application's own login may not make organizations.
        setEnv({ APP_DATABASE_URL: ownerUrl });
        const answer = await withOrganization(nobody(null), (ctx) => createOrganization(ctx, input));
        const { slug, email } = answer.data;
        const made = `Created the organization ${input.organization_name} (${slug}) with the admin ${email}.`;
        print(command, answer, withSecret(made, answer.temporary_password));
      });
    });
}
