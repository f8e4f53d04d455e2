import type { Command } from "commander";
import { createUser } from "@/lib/people/create-user";
import { deactivateUser } from "@/lib/people/deactivate-user";
import { listUsers } from "@/lib/people/list-users";
import { createUserInput, listUsersQuery, type UserRow } from "@/lib/people/schema";
import { setPassword } from "@/lib/people/set-password";
import { type Context, systemActor, withOrganization } from "@/lib/platform/organization";
import { roles } from "@/lib/platform/permissions";
import { StartupError } from "@/lib/platform/startup-error";
import { findOrganization, findPerson, readInput, readPassword, withSecret } from "../people";
import { table } from "../table";
import { commandGroup, print, withInstallation } from "./context";

type CreateOptions = {
  email: string;
  name: string;
  role: string;
  franchise?: string;
  organization?: string;
  passwordStdin?: boolean;
};
type ListOptions = { organization?: string; role?: string; state: string };

const organizationOption = ["--organization <slug>", "needed where there are several organizations"] as const;

export function register(program: Command): void {
  const group = commandGroup(program, "user", "manage people");
  group
    .command("create")
    .description("create an account; the last line is its temporary password")
    .requiredOption("--email <address>", "what they sign in with")
    .requiredOption("--name <name>", "as others see it")
    .requiredOption("--role <role>", `one of ${roles.join(", ")}`)
    .option("--franchise <code>", "needed for a franchise_agent")
    .option(...organizationOption)
    .option("--password-stdin", "read the first password from standard input instead of making one")
    .action(create);
  group
    .command("list")
    .description("list people by name")
    .option(...organizationOption)
    .option("--role <role>", "only this role")
    .option("--state <state>", "active, deactivated or any", "active")
    .action(list);
  group
    .command("deactivate <email>")
    .description("end someone's sessions and API tokens and keep them from signing in")
    .action(deactivate);
  group
    .command("reset-password <email>")
    .description("end someone's sessions; the last line is their temporary password")
    .action(resetPassword);
}

async function create(options: CreateOptions, command: Command): Promise<void> {
  const password = await readPassword(options.passwordStdin);
  await withInstallation(async () => {
    const organizationId = await findOrganization(options.organization);
    const answer = await withOrganization(systemActor(organizationId), async (ctx) => {
      const franchiseId = options.franchise ? await findFranchise(ctx, options.franchise) : null;
      const { email, name, role } = options;
      return createUser(
        ctx,
        readInput(createUserInput, { email, name, role, franchise_id: franchiseId, password }),
      );
    });
    const made = `Created an account for ${answer.data.name} <${answer.data.email}> as ${answer.data.role}.`;
    print(command, answer, withSecret(made, answer.temporary_password));
  });
}

async function list(options: ListOptions, command: Command): Promise<void> {
  const query = readInput(listUsersQuery, { limit: 500, role: options.role, state: options.state });
  await withInstallation(async () => {
    const organizationId = await findOrganization(options.organization);
    const people: UserRow[] = [];
    let cursor: string | undefined;
    do {
      const page = await withOrganization(systemActor(organizationId), (ctx) =>
        listUsers(ctx, { ...query, cursor }),
      );
      people.push(...page.data);
      cursor = page.pagination.next_cursor ?? undefined;
    } while (cursor);
    const rows = people.map((person) => [
      person.name,
      person.email,
      person.role,
      person.franchise_name ?? "",
      person.deactivated_at ? "deactivated" : "active",
      person.last_sign_in_at?.toISOString().slice(0, 16).replace("T", " ") ?? "never",
    ]);
    const headings = ["Name", "E-mail", "Role", "Franchise", "State", "Last sign-in (UTC)"];
    print(command, { data: people }, table(headings, rows));
  });
}

async function deactivate(email: string, _options: unknown, command: Command): Promise<void> {
  await withInstallation(async () => {
    const { userId, organizationId } = await findPerson(email);
    const answer = await withOrganization(systemActor(organizationId), (ctx) => deactivateUser(ctx, userId));
    const { name, open_ticket_count: open } = answer.data;
    print(
      command,
      answer,
      `${name} is deactivated.${open > 0 ? ` ${open} open tickets stay with them until they are assigned.` : ""}`,
    );
  });
}

async function resetPassword(email: string, _options: unknown, command: Command): Promise<void> {
  await withInstallation(async () => {
    const { userId, organizationId } = await findPerson(email);
    const answer = await withOrganization(systemActor(organizationId), (ctx) =>
      setPassword(ctx, userId, { revoke_tokens: true }),
    );
    print(
      command,
      answer,
      withSecret(`Reset the password of ${answer.data.name}.`, answer.temporary_password),
    );
  });
}

async function findFranchise(ctx: Context, code: string): Promise<string> {
  const franchise = await ctx.tx.franchise.findFirst({ where: { code: code.toUpperCase() } });
  if (!franchise) throw new StartupError(`There is no franchise with the code ${code}.`);
  return franchise.id;
}
