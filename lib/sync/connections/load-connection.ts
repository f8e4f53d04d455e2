import { AppError, notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { openSecret } from "@/lib/platform/sealed-secret";
import type { Vendor } from "../adapters/adapter";
import {
  type ConnectionSchedules,
  type ConnectionSettings,
  connectionSchedules,
  connectionSettingsOf,
  type Vocabulary,
  vocabulary,
  type WriteBackSettings,
  writeBackSettings,
} from "./schema";

/** A connection with its key in the clear: for functions that call the vendor, never for an answer. */
export type LoadedConnection = {
  id: string;
  vendor: Vendor;
  name: string;
  source: string;
  base_url: string;
  web_url: string | null;
  key: string;
  /** As in the settings; here too because the adapter asks for it. */
  account_field: string | null;
  is_active: boolean;
  settings: ConnectionSettings;
  schedules: ConnectionSchedules;
  write_back: WriteBackSettings;
  vocabulary: Vocabulary;
  last_success_started_at: Date | null;
  deletions_read_at: Date | null;
};

type Stored = Omit<LoadedConnection, "key" | "account_field"> & { key_sealed: string };

/** Archived ones are not found. One that is off is: it may still be tested and read by hand. */
export async function loadConnection(ctx: Context, id: string): Promise<LoadedConnection> {
  const [row] = await ctx.tx.$queryRaw<Stored[]>`
    select id, vendor, name, source, base_url, web_url, key_sealed, is_active, settings, schedules, write_back, vocabulary,
      last_success_started_at, deletions_read_at
    from sync_connections where id = ${id}::uuid and archived_at is null`;
  if (!row) throw notFound("connection");
  const { key_sealed, ...connection } = row;
  const key = openSecret(key_sealed);
  if (key === null)
    throw new AppError(
      "conflict",
      "The key of this connection cannot be read, because DOCKET_SECRET has changed. Enter it again in Settings → Sync.",
    );
  const settings = connectionSettingsOf(row.vendor).parse(row.settings);
  return {
    ...connection,
    key,
    settings,
    account_field: settings.account_field,
    schedules: connectionSchedules.parse(row.schedules),
    write_back: writeBackSettings.parse(row.write_back),
    vocabulary: vocabulary.parse(row.vocabulary),
  };
}
