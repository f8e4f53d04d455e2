import { roleName } from "@/lib/platform/role-name";
import type { NotificationKind } from "./schema";

/** What an event's words are made of; ids and codes only, never what someone wrote. */
export type Detail = {
  is_note?: boolean;
  old_status?: string;
  new_status?: string;
  fields?: string[];
  owner_id?: string | null;
  owner_role?: string | null;
  clock?: string;
  level?: number;
  new_role?: string | null;
  is_chain_end?: boolean;
};

type Named = {
  actor: string | null;
  owner: string | null;
  target_number: number | null;
  is_outside: boolean;
};

/** One sentence, the same in the bell, in e-mails and on a phone. */
export function noticeText(kind: NotificationKind, detail: Detail, named: Named): string {
  const actor = named.actor ?? "Docket";
  switch (kind) {
    case "assigned":
      return `${actor} assigned this ticket to you.`;
    case "mentioned":
      return `${actor} mentioned you${detail.is_note ? " in an internal note" : ""}.`;
    case "replied":
      return `${actor} replied.`;
    case "noted":
      return `${actor} wrote an internal note.`;
    case "created":
      return "We received your ticket.";
    case "status_changed":
      return named.is_outside
        ? `Your ticket is now ${statusWords(detail.new_status)}.`
        : `${actor} changed the status from ${statusWords(detail.old_status)} to ${statusWords(detail.new_status)}.`;
    case "changed":
      return `${actor} ${changeWords(detail, named)}.`;
    case "near_breach":
      return `${clockWords(detail.clock)} is due soon.`;
    case "breached":
      return `${clockWords(detail.clock)} is overdue.`;
    case "escalated":
      return escalationWords(actor, detail);
    case "merged":
      return `${actor} merged this ticket into ${named.target_number === null ? "another one" : `#${named.target_number}`}.`;
    case "watching":
      return `${actor} made you a watcher of this ticket.`;
  }
}

function changeWords({ fields, owner_role }: Detail, { owner }: Named): string {
  if (fields?.includes("priority")) return "changed the priority";
  if (fields?.includes("sla_due_at")) return "changed the due time";
  if (owner) return `assigned this ticket to ${owner}`;
  return owner_role ? `passed this ticket to ${roleName(owner_role)}` : "changed this ticket";
}

function escalationWords(actor: string, { new_role, is_chain_end }: Detail): string {
  if (is_chain_end) return "This ticket is overdue at the last level: nobody is above.";
  return new_role
    ? `${actor} escalated this ticket to ${roleName(new_role)}.`
    : `${actor} escalated this ticket.`;
}

function clockWords(clock: string | undefined): string {
  const words = (clock ?? "resolution").replaceAll("_", " ");
  return `The ${words}`;
}

function statusWords(status: string | undefined): string {
  return (status ?? "").toLowerCase().replaceAll("_", " ");
}
