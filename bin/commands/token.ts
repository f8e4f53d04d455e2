import type { Command } from "commander";
import { loadCompany } from "@/lib/companies/load-company";
import { createToken } from "@/lib/people/create-token";
import { createTokenInput } from "@/lib/people/schema";
import { AppError } from "@/lib/platform/errors";
import { type Context, systemActor, withOrganization } from "@/lib/platform/organization";
import { findPerson, readInput } from "../people";
import { commandGroup, print, withInstallation } from "./context";

type Options = { email: string; scopes: string; name: string; expiresInDays: string; companies?: string };

export function register(program: Command): void {
  commandGroup(program, "token", "manage API tokens")
    .command("create")
    .description("create an API token for a person; the last line is the token, shown this once")
    .requiredOption("--email <address>", "whose token it is")
    .requiredOption("--scopes <scopes>", "comma-separated: permissions, noun:* or *")
    .option("--name <name>", "what it is for", "Command line")
    .option(
      "--companies <account numbers>",
      "comma-separated: it reads these companies' tickets and nothing else",
    )
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
        const answer = await withOrganization(systemActor(organizationId), async (ctx) => {
          const company_ids =
            options.companies === undefined ? null : await companyIds(ctx, options.companies);
          return createToken(ctx, { ...input, company_ids }, userId);
        });
        const { user_name: name, scopes, expires_at: until } = answer.data;
        const limit = answer.data.companies
          ? ` for ${answer.data.companies.map((company) => company.name).join(", ")} alone`
          : "";
        const made = `A token for ${name} with ${scopes.join(", ")}${limit}, until ${until?.toISOString() ?? "revoked"}:`;
        print(command, answer, `${made}\n${answer.token}`);
      });
    });
}

async function companyIds(ctx: Context, accountNumbers: string): Promise<string[]> {
  const ids: string[] = [];
  for (const number of accountNumbers.split(",").map((part) => part.trim()))
    if (number !== "") ids.push((await loadCompany(ctx, number)).id);
  // An empty variable in a script must not make a token for everything.
  if (ids.length === 0) throw new AppError("invalid_input", "Name at least one account number.");
  return [...new Set(ids)];
}
