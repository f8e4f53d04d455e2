import { roleName } from "@/lib/platform/role-name";
import type { SlaClock } from "@/lib/sla/schema";
import { minutesWords } from "../shared/format-time";
import { statusVisual } from "../shared/ticket-visuals";
import type { PolicyDraft, Weekday } from "./sla-queries";

export const prioritiesHighestFirst = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;

export const slaClocks = ["first_response", "next_response", "resolution"] as const;

export const clockNames: Record<SlaClock, string> = {
  first_response: "First response",
  next_response: "Next response",
  resolution: "Resolution",
};

export const weekdayNames: Record<Weekday, string> = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};
export const weekdays = Object.keys(weekdayNames) as Weekday[];

/** Statuses in which a clock may rest: those between the start and the end of the work. */
export const pauseStatuses = [
  "OPEN",
  "IN_PROGRESS",
  "AWAITING_SHIPPER",
  "AWAITING_OPERATOR",
  "AWAITING_FRANCHISE",
  "AWAITING_FINANCE",
  "ESCALATED",
  "REOPENED",
] as const;
export type PauseStatus = (typeof pauseStatuses)[number];

/** "Every team", "Finance queue", or a franchise's name. */
export function teamWords(
  policy: { owner_role: string | null; franchise_id: string | null },
  franchiseName: string | null | undefined,
): string {
  if (policy.franchise_id) return franchiseName ?? "One franchise";
  return policy.owner_role ? `${roleName(policy.owner_role)} queue` : "Every team";
}

export function targetWords(minutes: number | null): string {
  return minutes === null ? "None" : minutesWords(minutes);
}

export function pauseWords(statuses: readonly string[]): string {
  if (statuses.length === 0) return "Never pauses";
  const awaiting = statuses.filter((status) => status.startsWith("AWAITING_"));
  if (awaiting.length === 4 && statuses.length === 4) return "Pauses while awaiting someone";
  return `Pauses in ${statuses.map((status) => statusVisual(status).label.toLowerCase()).join(", ")}`;
}

export function chainWords({ escalation_chain, escalation_interval_minutes }: PolicyDraft): string {
  const roles = escalation_chain.map(roleName).join(" → ");
  if (escalation_chain.length < 2) return roles;
  return escalation_interval_minutes === null
    ? `${roles}; one level at the breach`
    : `${roles}; a level at the breach, then every ${minutesWords(escalation_interval_minutes)}`;
}
