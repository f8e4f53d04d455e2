import type { Context } from "@/lib/platform/organization";
import { getMe } from "./get-me";
import { ownUserId } from "./own-account";
import type { Me, UpdateMeInput } from "./schema";
import { updateUser } from "./update-user";

/** What a person may change about themselves; role, franchise and address are an admin's. */
export async function updateMe(ctx: Context, input: UpdateMeInput): Promise<{ data: Me }> {
  await updateUser(ctx, ownUserId(ctx), input);
  return getMe(ctx);
}
