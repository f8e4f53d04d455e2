import { text } from "node:stream/consumers";
import type { ZodType, z } from "zod";
import { database } from "@/lib/platform/database/client";
import { toAppError } from "@/lib/platform/errors";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { StartupError } from "@/lib/platform/startup-error";

/** What was typed, checked by the same schema as a request; the error names the option. */
export function readInput<Schema extends ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw toAppError(result.error);
}

/** A password on the command line would be seen by everyone who lists processes. */
export async function readPassword(isOnStandardInput: boolean | undefined): Promise<string | undefined> {
  return isOnStandardInput ? (await text(process.stdin)).replace(/\r?\n$/, "") : undefined;
}

/** The named organization, or the only one there is. */
export async function findOrganization(slug: string | undefined): Promise<string> {
  const ids = await database().$queryRaw<{ id: string }[]>`select list_organization_ids() as id`;
  const slugs: string[] = [];
  for (const { id } of ids) {
    const found = await withOrganization(systemActor(id), (ctx) => ctx.tx.organization.findFirstOrThrow());
    if (found.slug === slug || (slug === undefined && ids.length === 1)) return id;
    slugs.push(found.slug);
  }
  if (ids.length === 0)
    throw new StartupError('There is no organization yet: run "npm run docket -- org create" first.');
  throw new StartupError(
    slug === undefined
      ? `There are several organizations: choose one with --organization (${slugs.join(", ")}).`
      : `There is no organization "${slug}", only: ${slugs.join(", ")}.`,
  );
}

export async function findPerson(email: string): Promise<{ userId: string; organizationId: string }> {
  const [row] = await database().$queryRaw<
    { user_id: string; organization_id: string }[]
  >`select user_id, organization_id from find_sign_in(${email.trim()})`;
  if (!row) throw new StartupError(`Nobody has an account with the e-mail address ${email}.`);
  return { userId: row.user_id, organizationId: row.organization_id };
}

/** The secret stands alone on the last line, for scripts. */
export function withSecret(text: string, password: string | null): string {
  return password
    ? `${text}\nTheir temporary password, to be replaced at the first sign-in:\n${password}`
    : text;
}
