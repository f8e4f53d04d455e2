"use client";

import { useSyncExternalStore } from "react";

export type ListedTicket = { id: string; number: number; is_withheld: boolean };

/** What the mounted list tells whoever opens one of its tickets. */
export interface ListSource {
  total: number;
  /** Place of a ticket by its number or id; -1 while its row is not loaded. */
  indexOf: (numberOrId: string) => number;
  /** Loads the row first when it is out of reach; null past either end. */
  ticketAt: (index: number) => Promise<ListedTicket | null>;
  /** The ticket of a row that is loaded. */
  loadedAt: (index: number) => ListedTicket | null;
  /** Address of a ticket over this list, filters included. */
  hrefOf: (number: number | string) => string;
  /** Address of the list itself, filters included. */
  listHref: string;
  /** Moves the highlight and scrolls it into view. */
  onNavigate: (index: number) => void;
}

export interface ListPosition {
  /** Counted from 0; -1 when the ticket is not among the loaded rows. */
  index: number;
  total: number;
  hasPrevious: boolean;
  hasNext: boolean;
}

let source: ListSource | null = null;
let version = 0;
const listeners = new Set<() => void>();

/** For the list: says what it shows now; the answer takes it back. */
export function publishList(next: ListSource): () => void {
  source = next;
  announce();
  return () => {
    if (source !== next) return;
    source = null;
    announce();
  };
}

/** Where an open ticket stands in the list under it; null when no list is mounted. */
export function useListPosition(numberOrId: string): ListPosition | null {
  const isKnown = useSyncExternalStore(subscribe, readVersion, readServerVersion) > 0;
  // The list may hydrate before the drawer does, whose first render must still be the server's.
  if (!source || !isKnown) return null;
  const index = source.indexOf(numberOrId);
  return {
    index,
    total: source.total,
    hasPrevious: index > 0,
    hasNext: index >= 0 && index < source.total - 1,
  };
}

/** The address of the next (1) or previous (-1) ticket, or null at either end. The list follows along. */
export async function stepInList(numberOrId: string, direction: 1 | -1): Promise<string | null> {
  const list = source;
  const from = list?.indexOf(numberOrId) ?? -1;
  if (!list || from < 0) return null;
  const ticket = await list.ticketAt(from + direction);
  if (ticket === null) return null;
  list.onNavigate(from + direction);
  return list.hrefOf(ticket.number);
}

/** The tickets before and after an open one, as far as their rows are loaded. */
export function neighboursInList(numberOrId: string): ListedTicket[] {
  const at = source?.indexOf(numberOrId) ?? -1;
  if (!source || at < 0) return [];
  return [source.loadedAt(at + 1), source.loadedAt(at - 1)].filter((ticket) => ticket !== null);
}

/** The loaded row of a number. */
export function ticketInList(number: string): ListedTicket | null {
  const at = source?.indexOf(number) ?? -1;
  return source && at >= 0 ? source.loadedAt(at) : null;
}

/** Whether a ticket can be opened over a list without a new page. */
export function isListMounted(): boolean {
  return source !== null;
}

/** Where closing a ticket leads: the list with its filters. */
export function listAddress(): string {
  return source?.listHref ?? "/tickets";
}

/** The address of any ticket with the filters of the list under it kept. */
export function ticketAddress(number: number | string): string {
  return source?.hrefOf(number) ?? `/tickets/${number}`;
}

/** The same for links, which must not differ between the server's render and the first one here. */
export function useTicketAddress(): (number: number | string) => string {
  const isKnown = useSyncExternalStore(subscribe, readVersion, readServerVersion) > 0;
  return isKnown ? ticketAddress : plainAddress;
}

function plainAddress(number: number | string): string {
  return `/tickets/${number}`;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function readVersion() {
  return version;
}

function readServerVersion() {
  return 0;
}

function announce() {
  version += 1;
  for (const listener of listeners) listener();
}
