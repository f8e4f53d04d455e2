import { setTimeout as wait } from "node:timers/promises";
import { type Actor, type Context, withOrganization } from "@/lib/platform/organization";
import { type Access, type RemoteVocabulary, VendorError } from "../adapters/adapter";
import { createAdapter } from "../adapters/create-adapter";
import { RateBudget } from "../rate-budget";
import { loadConnection } from "./load-connection";
import { proposeMaps } from "./propose-maps";
import { lockConnection, readConnection } from "./read-connections";
import type { ConnectionRow } from "./schema";

export type TestOutcome =
  | { error: null; access: Access[]; vocabulary: RemoteVocabulary }
  | { error: string; access: Access[] };

/** A person waits for it; the tries of a run may go on for longer. */
const patienceMs = 45_000;

/** Keeps what the vendor answered. The first test also proposes meanings for what that desk calls by its own words. */
export async function testConnection(
  ctx: Context,
  id: string,
  outcome: TestOutcome,
): Promise<{ data: ConnectionRow }> {
  await lockConnection(ctx, id);
  const { vendor, settings, tested_at, vocabulary: known } = await readConnection(ctx, id);
  const isFirst = tested_at === null && outcome.error === null;
  const next = isFirst ? { ...settings, ...proposeMaps(vendor, settings, outcome.vocabulary) } : settings;
  await ctx.tx.$executeRaw`
    update sync_connections set test_error = ${outcome.error}, access = ${JSON.stringify(outcome.access)}::jsonb,
      tested_at = case when ${outcome.error === null} then app_now() else tested_at end,
      vocabulary = ${JSON.stringify(outcome.error === null ? outcome.vocabulary : known)}::jsonb,
      settings = ${JSON.stringify(next)}::jsonb
    where id = ${id}::uuid`;
  const may = outcome.access.filter((line) => line.is_allowed).map((line) => line.resource);
  await ctx.audit("SYNC_CONNECTION_TESTED", null, { connection_id: id, may_read: may, error: outcome.error });
  return { data: await readConnection(ctx, id) };
}

/** Asks the vendor before the transaction opens that keeps the answer: an entry point. */
export async function askVendor(actor: Actor, id: string): Promise<TestOutcome> {
  const connection = await withOrganization(actor, (ctx) => loadConnection(ctx, id));
  const gate = new RateBudget({
    organizationId: actor.organizationId,
    connectionId: id,
    vendor: connection.vendor,
    headroomPercent: connection.settings.headroom_percent,
  });
  const controller = new AbortController();
  try {
    const adapter = createAdapter(connection, gate);
    const asking = (async (): Promise<TestOutcome> => {
      const access = await adapter.checkAccess();
      return { error: null, access, vocabulary: await adapter.readVocabulary() };
    })();
    const tooLate = wait(patienceMs, null, { signal: controller.signal, ref: false });
    const outcome = await Promise.race([asking, tooLate.catch(() => null)]);
    asking.catch(() => undefined);
    return outcome ?? { error: `No answer within ${patienceMs / 1000} s. Try again.`, access: [] };
  } catch (error) {
    if (error instanceof VendorError) return { error: error.message, access: [] };
    throw error;
  } finally {
    controller.abort();
  }
}
