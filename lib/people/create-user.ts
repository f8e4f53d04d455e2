import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { checkFranchise, readUser, refuseTakenEmail } from "./load-user";
import { hashPassword, makeTemporaryPassword, refuseObviousPassword } from "./password";
import type { CreateUserInput, UserDetail } from "./schema";

/** Creates an account. Whatever password it starts with, its person replaces it at the first sign-in. */
export async function createUser(
  ctx: Context,
  input: CreateUserInput,
): Promise<{ data: UserDetail; temporary_password: string | null }> {
  if (input.password) refuseObviousPassword("password", input.password, input);
  await checkFranchise(ctx, input.role, input.franchise_id);
  await refuseTakenEmail(ctx, input.email);
  const temporaryPassword = input.password ? null : makeTemporaryPassword();
  const passwordHash = await hashPassword(input.password ?? temporaryPassword ?? "");
  const [created] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into users (email, name, role, franchise_id, time_zone, password_hash, must_change_password)
    values (${input.email}, ${input.name}, ${input.role}, ${input.franchise_id ?? null}::uuid, ${input.time_zone ?? null}, ${passwordHash}, true)
    returning id`;
  if (!created) throw new AppError("internal", "The account could not be stored.");
  await ctx.audit("USER_CREATED", null, {
    user_id: created.id,
    email: input.email,
    role: input.role,
    franchise_id: input.franchise_id ?? null,
  });
  ctx.emit("user.created", { user_id: created.id });
  return { data: await readUser(ctx, created.id), temporary_password: temporaryPassword };
}
