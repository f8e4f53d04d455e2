"use client";

import { useSyncExternalStore } from "react";
import { type CalendarDraft, keyOf, type PolicyDraft } from "./sla-queries";

export type ReplayDraft = {
  policies: PolicyDraft[];
  /** Each stands in for the stored calendar of its id. */
  calendars: (CalendarDraft & { id: string })[];
};

const storageKey = "docket-sla-replay";
const emptyDraft: ReplayDraft = { policies: [], calendars: [] };
const listeners = new Set<() => void>();
let current: ReplayDraft | null = null;

/** What is tried on the past, kept for as long as the window: a draft of an hour's thought survives a reload. */
export function useReplayDraft(): ReplayDraft {
  return useSyncExternalStore(subscribe, read, readServer);
}

/** A later draft of the same policy or calendar takes the place of the earlier one. */
export function addToReplay({ policies = [], calendars = [] }: Partial<ReplayDraft>): void {
  const old = read();
  const isReplaced = (policy: PolicyDraft) => policies.some((next) => keyOf(next) === keyOf(policy));
  write({
    policies: [...old.policies.filter((policy) => !isReplaced(policy)), ...policies],
    calendars: [...old.calendars.filter(({ id }) => !calendars.some((next) => next.id === id)), ...calendars],
  });
}

export function removeFromReplay(isKept: {
  policy?: (policy: PolicyDraft) => boolean;
  calendar?: (id: string) => boolean;
}): void {
  const { policy = () => true, calendar = () => true } = isKept;
  const old = read();
  write({
    policies: old.policies.filter(policy),
    calendars: old.calendars.filter(({ id }) => calendar(id)),
  });
}

function write(next: ReplayDraft): void {
  current = next;
  window.sessionStorage.setItem(storageKey, JSON.stringify(next));
  for (const listener of listeners) listener();
}

function read(): ReplayDraft {
  current ??= JSON.parse(window.sessionStorage.getItem(storageKey) ?? "null") ?? emptyDraft;
  return current ?? emptyDraft;
}

function readServer(): ReplayDraft {
  return emptyDraft;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
