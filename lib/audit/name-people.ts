import type { Context } from "@/lib/platform/organization";

/** The names behind ids that came with an address, for the words of its filters. */
export async function namePeople(ctx: Context, ids: string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const people = await ctx.tx.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return Object.fromEntries(people.map(({ id, name }) => [id, name]));
}
