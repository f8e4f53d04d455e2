import { minutesWords } from "@/components/shared/format-time";
import { priorityVisuals, statusVisual } from "@/components/shared/ticket-visuals";
import { roleName } from "@/lib/platform/role-name";
import type { TicketPriority } from "@/lib/tickets/schema";

export function statusName(status: string): string {
  return statusVisual(status).label;
}

export function priorityName(priority: string): string {
  return priorityVisuals[priority as TicketPriority]?.label ?? sentenceCase(priority);
}

/** A person where one owns the ticket, otherwise the queue it waits in. */
export function ownerName(ticket: { owner_name: string | null; owner_role: string | null }): string {
  if (ticket.owner_name) return ticket.owner_name;
  return ticket.owner_role ? `${roleName(ticket.owner_role)} queue` : "Unassigned";
}

export function sentenceCase(name: string): string {
  const words = name.replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const prioritiesHighestFirst = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;

/** "Answer within 2 h, resolve within 24 h". */
export function policyWords(policy: {
  response_time_minutes: number;
  resolution_time_minutes: number;
}): string {
  return `Answer within ${minutesWords(policy.response_time_minutes)}, resolve within ${minutesWords(policy.resolution_time_minutes)}`;
}
