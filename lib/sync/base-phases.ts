import type { Context } from "@/lib/platform/organization";
import type { Page, Resource } from "./adapters/adapter";
import { noteInactive } from "./note-inactive";
import { relinkTickets } from "./relink-tickets";
import { type RunState, storeProgress } from "./run-state";
import { storeAgents, storeGroups } from "./store-agents";
import { storeCompanies } from "./store-companies";
import { storePeople } from "./store-people";
import { noteFailures } from "./sync-failures";

type Base = "groups" | "agents" | "companies" | "people";

/** One page of one kind of base data, and behind the last one whoever is not listed any more. */
export async function readBasePhase(state: RunState, resource: Base): Promise<"more" | "done"> {
  const { adapter, checkpoint, connection } = state;
  if (!adapter.resources.includes(resource)) return "done";
  if (resource === "people" && !connection.settings.include.people) return "done";
  const { cursor } = checkpoint;
  switch (resource) {
    case "groups":
      return storePage(state, resource, await adapter.readGroups(cursor), (ctx, rows) =>
        storeGroups(ctx, connection.id, rows),
      );
    case "agents":
      return storePage(state, resource, await adapter.readAgents(cursor), (ctx, rows) =>
        storeAgents(ctx, connection.id, rows),
      );
    case "companies":
      return storePage(state, resource, await adapter.readCompanies(cursor), (ctx, rows) =>
        storeCompanies(ctx, connection, rows),
      );
    case "people":
      return storePage(state, resource, await adapter.readPeople(cursor), (ctx, rows) =>
        storePeople(ctx, connection.id, rows),
      );
  }
}

async function storePage<Row extends { external_id: string }>(
  state: RunState,
  resource: Resource & Base,
  page: Page<Row>,
  store: (ctx: Context, rows: readonly Row[]) => Promise<void>,
): Promise<"more" | "done"> {
  const isLast = page.next === null;
  await storeProgress(
    state,
    { cursor: page.next, page_count: state.checkpoint.page_count + 1 },
    async (ctx) => {
      await store(ctx, page.rows);
      await noteFailures(
        ctx,
        state.run,
        page.unreadable.map(({ external_id, reason }) => ({
          resource,
          external_id: external_id ?? "?",
          reason,
        })),
      );
      await noteInactive(ctx, state.run, resource, page.rows, isLast && page.unreadable.length === 0);
      return { read: page.rows.length, failed: page.unreadable.length };
    },
  );
  return isLast ? "done" : "more";
}

/** Tickets follow the companies and people that became known. */
export async function relinkPhase(state: RunState): Promise<"more" | "done"> {
  let changed = 0;
  await storeProgress(state, {}, async (ctx) => {
    changed = await relinkTickets(ctx, state.connection.id);
    return { changed };
  });
  return changed > 0 ? "more" : "done";
}
