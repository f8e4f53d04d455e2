"use client";

import { useShortcuts } from "../../shared/use-shortcuts";
import type { TicketActionName } from "../ticket-actions";
import type { ListPermissions } from "./ticket-list-types";

export interface ListKeysOptions {
  permissions: ListPermissions;
  isOff: boolean;
  selectedCount: number;
  onAct: (action: TicketActionName) => void;
  onSelectAll: () => void;
  onUnselect: () => void;
}

/** The keys that act on the selected rows, or on the highlighted one. */
export function useListKeys(options: ListKeysOptions): void {
  const { permissions: may, isOff, selectedCount, onAct } = options;
  const key = (isAllowed: boolean, keys: string, label: string, action: TicketActionName) =>
    isAllowed ? [{ keys, label, run: () => onAct(action) }] : [];
  useShortcuts(
    "List",
    [
      ...key(may.assign, "a", "Assign", "assign"),
      ...key(may.take && !may.assign, "a", "Take from the queue", "take"),
      ...key(may.update, "s", "Change status", "status"),
      ...key(may.update, "p", "Change priority", "priority"),
      ...key(may.escalate, "e", "Escalate", "escalate"),
      ...key(may.reply, "r", "Reply", "reply"),
      ...key(may.note, "n", "Add an internal note", "note"),
    ],
    { isEnabled: !isOff },
  );
  useShortcuts("List", [{ keys: "mod+a", label: "Select all", run: options.onSelectAll }], {
    isEnabled: !isOff && may.bulk,
  });
  useShortcuts("List", [{ keys: "escape", label: "Unselect all", run: options.onUnselect }], {
    isEnabled: !isOff && selectedCount > 0,
  });
}
