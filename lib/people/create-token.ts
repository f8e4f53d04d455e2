import { randomBytes } from "node:crypto";
import { AppError, invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { hashToken } from "@/lib/platform/session";
import type { CreateTokenInput, TokenRow } from "./schema";
import { grantableScopes, refusedScope } from "./token-scopes";

const maximumActiveTokens = 50;

/** Makes a token for oneself, or, from the command line, for someone; only its hash is kept. */
export async function createToken(
  ctx: Context,
  input: CreateTokenInput,
  userId: string | null = ctx.actor.userId,
): Promise<{ data: TokenRow; token: string }> {
  const [user] = await ctx.tx.$queryRaw<{ name: string; role: string; deactivated_at: Date | null }[]>`
    select name, role, deactivated_at from users where id = ${userId}::uuid for update`;
  if (!user || user.deactivated_at)
    throw new AppError("conflict", "A token belongs to an active person. Choose one.");
  const refused = refusedScope(input.scopes, user.role, ctx.actor);
  if (refused)
    throw invalidField(
      "scopes",
      `${refused} is more than ${ctx.actor.tokenId ? "this token" : `the role ${user.role}`} may do.`,
      grantableScopes(user.role),
    );
  const companies = input.company_ids ? await companiesOf(ctx, input.company_ids) : null;
  await refuseTooMany(ctx, userId);
  const token = `dkt_${randomBytes(32).toString("base64url")}`;
  const [created] = await ctx.tx.$queryRaw<Omit<TokenRow, "user_name" | "companies">[]>`
    insert into api_tokens (user_id, name, prefix, token_hash, scopes, company_ids, expires_at)
    values (${userId}::uuid, ${input.name}, ${token.slice(0, 10)}, ${hashToken(token)}, ${input.scopes}::text[],
      ${input.company_ids ?? null}::uuid[],
      app_now() + ${input.expires_in_days}::int * interval '1 day')
    returning id, user_id, name, prefix, scopes, expires_at, last_used_at, revoked_at, created_at`;
  if (!created) throw new AppError("internal", "The token could not be stored.");
  await ctx.audit("TOKEN_CREATED", null, {
    token_id: created.id,
    user_id: userId,
    name: created.name,
    scopes: created.scopes,
    ...(companies && { companies }),
    expires_at: created.expires_at,
  });
  return { data: { ...created, user_name: user.name, companies }, token };
}

/** A limit to a company that is not there would be no limit that anyone meant. */
async function companiesOf(ctx: Context, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  const companies = await ctx.tx.$queryRaw<{ id: string; name: string }[]>`
    select id, name from companies where id = any (${[...ids]}::uuid[]) order by lower(name), id`;
  if (companies.length < ids.length) throw invalidField("company_ids", "No such company.");
  return companies;
}

/** Each token has a request limit of its own, so their number is one as well. The person's row is locked above. */
async function refuseTooMany(ctx: Context, userId: string | null): Promise<void> {
  const [row] = await ctx.tx.$queryRaw<{ active: number }[]>`
    select count(*)::int as active from api_tokens
    where user_id = ${userId}::uuid and revoked_at is null and (expires_at is null or expires_at > app_now())`;
  if ((row?.active ?? 0) >= maximumActiveTokens)
    throw new AppError(
      "conflict",
      `A person has at most ${maximumActiveTokens} active API tokens. Revoke one that is no longer used.`,
    );
}
