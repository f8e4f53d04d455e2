import {
  Archive,
  ArchiveRestore,
  ArrowUpRight,
  Bell,
  BellOff,
  CircleCheck,
  CircleCheckBig,
  CircleDot,
  type LucideIcon,
  MessageSquare,
  RotateCcw,
  SignalHigh,
  StickyNote,
  Tag,
  UserRound,
} from "lucide-react";
import type { BulkAction } from "@/lib/bulk/schema";
import { countWords } from "../ticket-list/words";

export interface BulkActionInfo {
  label: string;
  Icon: LucideIcon;
  keys?: string;
  /** "Assign 12 tickets": the title and the button of its dialog. */
  act: (tickets: string) => string;
  /** "12 tickets assigned" */
  done: (tickets: string) => string;
}

/** Every change Docket makes to many tickets at once; merging needs to see the tickets, so it stays in the drawer. */
export const bulkActions: Record<Exclude<BulkAction, "merge">, BulkActionInfo> = {
  assign: {
    label: "Assign",
    Icon: UserRound,
    keys: "a",
    act: (tickets) => `Assign ${tickets}`,
    done: (tickets) => `${tickets} assigned`,
  },
  transition: {
    label: "Status",
    Icon: CircleDot,
    keys: "s",
    act: (tickets) => `Move ${tickets}`,
    done: (tickets) => `${tickets} moved`,
  },
  priority: {
    label: "Priority",
    Icon: SignalHigh,
    keys: "p",
    act: (tickets) => `Change priority of ${tickets}`,
    done: (tickets) => `Priority of ${tickets} changed`,
  },
  tags: {
    label: "Tags",
    Icon: Tag,
    act: (tickets) => `Change tags of ${tickets}`,
    done: (tickets) => `Tags of ${tickets} changed`,
  },
  resolve: {
    label: "Resolve",
    Icon: CircleCheck,
    act: (tickets) => `Resolve ${tickets}`,
    done: (tickets) => `${tickets} resolved`,
  },
  close: {
    label: "Close",
    Icon: CircleCheckBig,
    act: (tickets) => `Close ${tickets}`,
    done: (tickets) => `${tickets} closed`,
  },
  escalate: {
    label: "Escalate",
    Icon: ArrowUpRight,
    keys: "e",
    act: (tickets) => `Escalate ${tickets}`,
    done: (tickets) => `${tickets} escalated`,
  },
  reopen: {
    label: "Reopen",
    Icon: RotateCcw,
    act: (tickets) => `Reopen ${tickets}`,
    done: (tickets) => `${tickets} reopened`,
  },
  reply: {
    label: "Reply",
    Icon: MessageSquare,
    keys: "r",
    act: (tickets) => `Reply to ${tickets}`,
    done: (tickets) => `${tickets} answered`,
  },
  note: {
    label: "Add internal note",
    Icon: StickyNote,
    keys: "n",
    act: (tickets) => `Add a note to ${tickets}`,
    done: (tickets) => `Note added to ${tickets}`,
  },
  watch: {
    label: "Watch",
    Icon: Bell,
    act: (tickets) => `Watch ${tickets}`,
    done: (tickets) => `${tickets} watched`,
  },
  unwatch: {
    label: "Stop watching",
    Icon: BellOff,
    act: (tickets) => `Stop watching ${tickets}`,
    done: (tickets) => `${tickets} no longer watched`,
  },
  archive: {
    label: "Archive",
    Icon: Archive,
    act: (tickets) => `Archive ${tickets}`,
    done: (tickets) => `${tickets} archived`,
  },
  restore: {
    label: "Restore from archive",
    Icon: ArchiveRestore,
    act: (tickets) => `Restore ${tickets}`,
    done: (tickets) => `${tickets} restored`,
  },
};

export type OfferedAction = keyof typeof bulkActions;
export const firstActions: OfferedAction[] = ["assign", "transition", "priority", "tags", "resolve", "close"];
export const moreActions: OfferedAction[] = [
  "escalate",
  "reopen",
  "reply",
  "note",
  "watch",
  "unwatch",
  "archive",
  "restore",
];

export function isOffered(action: string): action is OfferedAction {
  return action in bulkActions;
}

export function doneWords(action: string, count: number): string {
  const tickets = countWords(count, "ticket");
  return isOffered(action) ? bulkActions[action].done(tickets) : `${tickets} changed`;
}
