import type { Context } from "@/lib/platform/organization";
import { parseIdsText } from "./parse-ids-text";
import { relinkUserMappings } from "./relink-user-mappings";
import type { ImportedMappings, ImportMappingsInput } from "./schema";

/** Takes names and ids from an IDs.txt: known agents are renamed and keep their link, new ones are looked up by name. */
export async function importUserMappings(
  ctx: Context,
  { text }: ImportMappingsInput,
): Promise<ImportedMappings> {
  const { people, skipped, duplicates } = parseIdsText(text);
  const rows = people.map(({ id, name }) => ({ id, name }));
  const [counts] = await ctx.tx.$queryRaw<{ created: number; renamed: number }[]>`
    with line as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l(id bigint, name text)
    ), renamed as (
      update freshworks_user_mapping m set freshworks_username = l.name from line l
      where m.freshworks_user_id = l.id and m.freshworks_username <> l.name returning m.id
    ), created as (
      insert into freshworks_user_mapping (freshworks_user_id, freshworks_username) select id, name from line
      on conflict (organization_id, freshworks_user_id) do nothing returning id
    )
    select (select count(*)::int from created) as created, (select count(*)::int from renamed) as renamed`;
  const { created, renamed } = counts ?? { created: 0, renamed: 0 };
  const { data } = await relinkUserMappings(ctx);
  await ctx.audit("AGENT_MAPPINGS_IMPORTED", null, { read: people.length, created, renamed });
  const unchanged = people.length - created - renamed;
  return { data: { read: people.length, created, renamed, unchanged, ...data, skipped, duplicates } };
}
