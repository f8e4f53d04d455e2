import { AppError, notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import type { EntityKey } from "./schema";

/** Removes an entity from the registry; one that a ticket links to stays, archived tickets included. */
export async function deleteEntity(ctx: Context, key: EntityKey): Promise<void> {
  const [linked] = await ctx.tx.$queryRaw<{ ticket_count: number }[]>`
    select count(*)::int as ticket_count from tickets where linked_type = ${key.type} and linked_id = ${key.entity_id}`;
  if (linked && linked.ticket_count > 0)
    throw new AppError(
      "conflict",
      `This ${key.type} is linked to ${linked.ticket_count} ticket${linked.ticket_count === 1 ? "" : "s"} and cannot be removed.`,
      { ticket_count: linked.ticket_count },
    );
  const { count } = await ctx.tx.linkedEntity.deleteMany({
    where: { type: key.type, entity_id: key.entity_id },
  });
  if (count === 0) throw notFound("entity");
  await ctx.audit("ENTITY_DELETED", null, key);
  ctx.emit("entity.deleted", key);
}
