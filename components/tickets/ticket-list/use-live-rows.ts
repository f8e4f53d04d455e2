"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { ChangeEvent } from "@/lib/platform/realtime/protocol";
import type { ticketsApi } from "@/lib/tickets/api";
import { useChanges } from "../../shared/live";
import type { PagedRows } from "../../shared/use-paged-rows";
import { onTicketChange } from "../ticket-changes";
import type { TicketRowWire } from "./ticket-list-types";

const GATHER_MS = 200;
const IDS_AT_ONCE = 150;

interface LiveRowsOptions {
  rows: PagedRows<TicketRowWire>;
  /** The filter as the API takes it. */
  query: Record<string, string>;
  listKey: string;
  viewerId: string;
}

/** Changed rows are replaced where they stand; tickets that are new to the list are only counted. */
export function useLiveRows({ rows, query, listKey, viewerId }: LiveRowsOptions) {
  const [newIds, setNewIds] = useState<ReadonlySet<string>>(new Set());
  const gathered = useRef({ changed: new Set<string>(), created: new Set<string>() });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { store } = rows;

  const flush = async () => {
    const { changed, created } = gathered.current;
    gathered.current = { changed: new Set(), created: new Set() };
    const loaded = Array.from(changed).filter((id) => store.findIndex(id) >= 0);
    const unknown = Array.from(created).filter((id) => store.findIndex(id) < 0);
    try {
      for (const ids of chunks(loaded)) {
        const found = await fetchByIds(ids, { archived: "any" });
        for (const row of found) replaceRow(store, row);
      }
      const matching = (await Promise.all(chunks(unknown).map((ids) => fetchByIds(ids, query)))).flat();
      if (matching.length > 0) setNewIds((old) => new Set([...old, ...matching.map(({ id }) => id)]));
    } catch {
      // The rows shown stay as they are; the next change or the reconnection reads them again.
    }
  };

  useChanges((events) => {
    if (!store.isReady) return;
    if (events.some(isSweeping)) for (const id of loadedIds(store)) gathered.current.changed.add(id);
    for (const { name, data, actor_id } of events) {
      const id = typeof data.ticket_id === "string" ? data.ticket_id : null;
      if (!id) continue;
      gathered.current.changed.add(id);
      // One's own new ticket is not news.
      if (name === "ticket.created" && actor_id === viewerId) void store.refresh();
      else if (name === "ticket.created" || isWholeListLoaded(store)) gathered.current.created.add(id);
    }
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, GATHER_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(
    () => onTicketChange((patch) => void store.updateRow(patch.id, (row) => ({ ...row, ...patch }))),
    [store],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list knows its own rows
  useEffect(() => setNewIds(new Set()), [listKey]);
  const showNew = useCallback(async () => {
    store.ensureRange(0, 1);
    await store.refresh();
    setNewIds(new Set());
  }, [store]);

  return { newCount: newIds.size, showNew };
}

type Store = PagedRows<TicketRowWire>["store"];

// Too much happened at once, or the connection was away: every row in view is read again.
function isSweeping({ name }: ChangeEvent): boolean {
  return name === "resync" || name === "tickets.changed";
}

async function fetchByIds(ids: string[], query: Record<string, string>): Promise<TicketRowWire[]> {
  const { data } = await call<typeof ticketsApi.list>("GET", "/tickets", {
    query: { ...query, id: ids.join(","), limit: ids.length, count: "false" },
  });
  return data;
}

// An answer may be overtaken by a later one.
function replaceRow(store: Store, row: TicketRowWire): void {
  store.updateRow(row.id, (old) => (row.version >= old.version ? row : old));
}

function loadedIds(store: Store): string[] {
  return Array.from(store.loadedRows(), (row) => row.id);
}

function isWholeListLoaded(store: Store): boolean {
  return Array.from(store.loadedRows()).length === store.total;
}

function chunks(ids: string[]): string[][] {
  const parts: string[][] = [];
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE)
    parts.push(ids.slice(start, start + IDS_AT_ONCE));
  return parts;
}
