import { isDeepStrictEqual } from "node:util";
import { invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { sealSecret } from "@/lib/platform/sealed-secret";
import { keyHint } from "./create-connection";
import { deskAddress } from "./desk-address";
import { lockConnection, readConnection } from "./read-connections";
import type { ConnectionRow, UpdateConnectionInput } from "./schema";

const comparedFields = [
  "name",
  "base_url",
  "web_url",
  "is_active",
  "settings",
  "schedules",
  "write_back",
] as const;

/** A changed map takes effect with the next run; a full run applies it to every ticket. */
export async function updateConnection(
  ctx: Context,
  id: string,
  input: UpdateConnectionInput,
): Promise<{ data: ConnectionRow }> {
  await lockConnection(ctx, id);
  const old = await readConnection(ctx, id);
  const next = merge(old, input);
  if (next.base_url !== old.base_url && input.key === undefined)
    throw invalidField(
      "key",
      "Enter the key again: it is not sent to another address than the one it was entered for.",
    );
  const changes = Object.fromEntries(
    comparedFields
      .filter((field) => !isDeepStrictEqual(next[field], old[field]))
      .map((field) => [field, { old: old[field], new: next[field] }]),
  );
  if (Object.keys(changes).length === 0 && input.key === undefined) return { data: old };
  const sealed = input.key === undefined ? null : sealSecret(input.key);
  await ctx.tx.$executeRaw`
    update sync_connections set name = ${next.name}, base_url = ${next.base_url}, web_url = ${next.web_url},
      is_active = ${next.is_active}, settings = ${JSON.stringify(next.settings)}::jsonb,
      schedules = ${JSON.stringify(next.schedules)}::jsonb, write_back = ${JSON.stringify(next.write_back)}::jsonb,
      key_sealed = coalesce(${sealed}, key_sealed),
      key_hint = case when ${sealed === null} then key_hint else ${keyHint(input.key ?? "")} end
    where id = ${id}::uuid`;
  await ctx.audit("SYNC_CONNECTION_UPDATED", null, {
    connection_id: id,
    changes: { ...changes, ...(sealed && { key: "replaced" }) },
  });
  return { data: await readConnection(ctx, id) };
}

function merge(old: ConnectionRow, input: UpdateConnectionInput) {
  return {
    name: input.name ?? old.name,
    base_url:
      input.base_url === undefined ? old.base_url : deskAddress(input.base_url, old.vendor, "base_url"),
    web_url:
      input.web_url === undefined
        ? old.web_url
        : input.web_url && deskAddress(input.web_url, old.vendor, "web_url"),
    is_active: input.is_active ?? old.is_active,
    settings: { ...old.settings, ...input.settings },
    schedules: { ...old.schedules, ...input.schedules },
    write_back: { ...old.write_back, ...input.write_back },
  };
}
