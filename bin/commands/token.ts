import type { Command } from "commander";
import { createToken } from "@/lib/people/create-token";
import { createTokenInput } from "@/lib/people/schema";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { findPerson, readInput } from "../people";
import { commandGroup, print, withInstallation } from "./context";

type Options = { email: string; scopes: string; name: string; expiresInDays: string };

export function register(program: Command): void {
  commandGroup(program, "token", "manage API tokens")
    .command("create")
    .description("create an API token for a person; the last line is the token, shown this once")
    .requiredOption("--email <address>", "whose token it is")
    .requiredOption("--scopes <scopes>", "comma-separated: permissions, noun:* or *")
    .option("--name <name>", "what it is for", "Command line")
    .option("--expires-in-days <days>", "1 to 730", "90")
    .action(async (options: Options, command: Command) => {
      const input = readInput(createTokenInput, {
        name: options.name,
        scopes: options.scopes
          .split(",")
          .map((scope) => scope.trim())
          .filter(Boolean),
        expires_in_days: Number(options.expiresInDays),
      });
      await withInstallation(async () => {
        const { userId, organizationId } = await findPerson(options.email);
        const answer = await withOrganization(systemActor(organizationId), (ctx) =>
          createToken(ctx, input, userId),
        );
        const { user_name: name, scopes, expires_at: until } = answer.data;
        const made = `A token for ${name} with ${scopes.join(", ")}, until ${until?.toISOString() ?? "revoked"}:`;
        print(command, answer, `${made}\n${answer.token}`);
      });
    });
}
