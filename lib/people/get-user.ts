import type { Context } from "@/lib/platform/organization";
import { readUser } from "./load-user";
import type { UserDetail } from "./schema";

export async function getUser(ctx: Context, id: string): Promise<{ data: UserDetail }> {
  return { data: await readUser(ctx, id) };
}
