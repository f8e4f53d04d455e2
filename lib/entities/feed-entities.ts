import type { Context } from "@/lib/platform/organization";
import type { EntityFields, EntityKey, EntityRow, FeedInput } from "./schema";

type Counts = { created: number; updated: number; unchanged: number };

/** Registers or changes one entity. */
export async function putEntity(
  ctx: Context,
  key: EntityKey,
  fields: EntityFields,
): Promise<{ data: EntityRow }> {
  await feedEntities(ctx, { entities: [{ ...key, ...fields }] });
  const data = await ctx.tx.$queryRaw<EntityRow[]>`
    select type, entity_id, label, detail, url, updated_at from linked_entities
    where type = ${key.type} and entity_id = ${key.entity_id}`;
  const [entity] = data;
  if (!entity) throw new Error("The entity was not stored.");
  return { data: entity };
}

/** A partner's delivery: new entities are registered, changed ones overwritten, equal ones left alone. */
export async function feedEntities(ctx: Context, input: FeedInput): Promise<{ data: Counts }> {
  const latest = new Map(input.entities.map((entity) => [`${entity.type}:${entity.entity_id}`, entity]));
  const stored = await ctx.tx.$queryRaw<{ is_new: boolean }[]>`
    insert into linked_entities as e (type, entity_id, label, detail, url, updated_at)
    select type, entity_id, label, detail, url, app_now()
    from jsonb_to_recordset(${JSON.stringify([...latest.values()])}::jsonb)
      as given (type text, entity_id text, label text, detail text, url text)
    order by type, entity_id
    on conflict (organization_id, type, entity_id) do update
      set label = excluded.label, detail = excluded.detail, url = excluded.url
      where (e.label, e.detail, e.url) is distinct from (excluded.label, excluded.detail, excluded.url)
    returning xmax = 0 as is_new`;
  const created = stored.filter((row) => row.is_new).length;
  const counts = {
    created,
    updated: stored.length - created,
    unchanged: input.entities.length - stored.length,
  };
  if (stored.length > 0) {
    const types = [...new Set(input.entities.map((entity) => entity.type))];
    await ctx.audit("ENTITIES_FED", null, { ...counts, types });
    ctx.emit("entities.fed", { ...counts, types });
  }
  return { data: counts };
}
