import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { sealSecret } from "@/lib/platform/sealed-secret";
import { deskAddress } from "./desk-address";
import { readConnection } from "./read-connections";
import {
  type ConnectionRow,
  type CreateConnectionInput,
  connectionSchedules,
  connectionSettingsOf,
  writeBackSettings,
} from "./schema";

const maximumConnections = 20;

/** Off at first: it reads nothing by itself until somebody has looked at the test and the mapping. */
export async function createConnection(
  ctx: Context,
  input: CreateConnectionInput,
): Promise<{ data: ConnectionRow }> {
  const { vendor, name, key } = input;
  const baseUrl = deskAddress(input.base_url, vendor, "base_url");
  const webUrl = input.web_url ? deskAddress(input.web_url, vendor, "web_url") : null;
  const source = await chooseSource(ctx, vendor);
  const settings = connectionSettingsOf(vendor).parse(
    vendor === "freshservice" ? {} : { account_field: null },
  );
  const [created] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into sync_connections (vendor, name, source, base_url, web_url, key_sealed, key_hint, is_active, settings, schedules,
      write_back, created_by_id)
    values (${vendor}, ${name}, ${source}, ${baseUrl}, ${webUrl}, ${sealSecret(key)}, ${keyHint(key)}, false,
      ${JSON.stringify(settings)}::jsonb, ${JSON.stringify(connectionSchedules.parse({}))}::jsonb,
      ${JSON.stringify(writeBackSettings.parse({}))}::jsonb, ${ctx.actor.userId}::uuid)
    returning id`;
  if (!created) throw new AppError("internal", "The connection could not be stored.");
  await ctx.audit("SYNC_CONNECTION_CREATED", null, {
    connection_id: created.id,
    vendor,
    name,
    source,
    base_url: baseUrl,
  });
  return { data: await readConnection(ctx, created.id) };
}

/** Too short a key would be told by its end. */
export function keyHint(key: string): string {
  return key.length >= 12 ? key.slice(-4) : "";
}

/** `freshservice`, then `freshservice-2`: archived connections keep theirs, since their tickets do. */
async function chooseSource(ctx: Context, vendor: string): Promise<string> {
  const rows = await ctx.tx.$queryRaw<{ source: string; is_archived: boolean }[]>`
    select source, archived_at is not null as is_archived from sync_connections`;
  if (rows.filter((row) => !row.is_archived).length >= maximumConnections)
    throw new AppError(
      "conflict",
      `There are at most ${maximumConnections} connections. Remove one that is no longer used.`,
    );
  const taken = new Set(rows.map((row) => row.source));
  let source = vendor;
  for (let number = 2; taken.has(source); number++) source = `${vendor}-${number}`;
  return source;
}
