import {
  ArrowUpRight,
  BadgeCheck,
  Circle,
  CircleCheck,
  CircleCheckBig,
  CircleDashed,
  CircleDot,
  CircleDotDashed,
  CirclePause,
  ClockAlert,
  Hourglass,
  type LucideIcon,
  RotateCcw,
  Timer,
  TimerOff,
  Wallet,
} from "lucide-react";

export type StatusGroup = "new" | "active" | "waiting" | "done" | "escalated";

export interface StatusVisual {
  label: string;
  group: StatusGroup;
  Icon: LucideIcon;
}

export const statusVisuals = {
  NEW: { label: "New", group: "new", Icon: CircleDashed },
  OPEN: { label: "Open", group: "active", Icon: Circle },
  IN_PROGRESS: { label: "In progress", group: "active", Icon: CircleDot },
  AWAITING_SHIPPER: { label: "Awaiting shipper", group: "waiting", Icon: Hourglass },
  AWAITING_OPERATOR: { label: "Awaiting operator", group: "waiting", Icon: Hourglass },
  AWAITING_FRANCHISE: { label: "Awaiting franchise", group: "waiting", Icon: Hourglass },
  AWAITING_FINANCE: { label: "Awaiting finance", group: "waiting", Icon: Wallet },
  RESOLVED: { label: "Resolved", group: "done", Icon: CircleCheck },
  CLOSED: { label: "Closed", group: "done", Icon: CircleCheckBig },
  ESCALATED: { label: "Escalated", group: "escalated", Icon: ArrowUpRight },
  REOPENED: { label: "Reopened", group: "active", Icon: RotateCcw },
} as const satisfies Record<string, StatusVisual>;

export const groupStyles: Record<StatusGroup, string> = {
  new: "bg-status-new-soft text-status-new",
  active: "bg-status-active-soft text-status-active",
  waiting: "bg-status-waiting-soft text-status-waiting",
  done: "bg-status-done-soft text-status-done",
  escalated: "bg-status-escalated-soft text-status-escalated",
};

export const groupTextStyles: Record<StatusGroup, string> = {
  new: "text-status-new",
  active: "text-status-active",
  waiting: "text-status-waiting",
  done: "text-status-done",
  escalated: "text-status-escalated",
};

export const priorityVisuals = {
  LOW: { label: "Low", bars: 1, style: "text-priority-low" },
  MEDIUM: { label: "Medium", bars: 2, style: "text-priority-medium" },
  HIGH: { label: "High", bars: 3, style: "text-priority-high" },
  CRITICAL: { label: "Critical", bars: 4, style: "text-priority-critical" },
} as const;

export type TicketPriorityName = keyof typeof priorityVisuals;

export interface SlaVisual {
  label: string;
  style: string;
  Icon: LucideIcon;
}

const met: SlaVisual = { label: "Met", style: "bg-sla-met-soft text-sla-met", Icon: BadgeCheck };

export const slaVisuals = {
  completed: met,
  met,
  no_sla: { label: "No SLA", style: "text-subtle-foreground", Icon: TimerOff },
  breached: { label: "Breached", style: "bg-sla-breached-soft text-sla-breached", Icon: ClockAlert },
  near_breach: { label: "Near breach", style: "bg-sla-near-breach-soft text-sla-near-breach", Icon: Timer },
  on_track: { label: "On track", style: "bg-sla-on-track-soft text-sla-on-track", Icon: Timer },
  paused: { label: "Paused", style: "bg-sla-paused-soft text-sla-paused", Icon: CirclePause },
} as const satisfies Record<string, SlaVisual>;

export type SlaStateName = keyof typeof slaVisuals;

/** A status this build does not know (a synced desk may send one) still gets words and an icon. */
export function statusVisual(status: string): StatusVisual {
  const known: Record<string, StatusVisual> = statusVisuals;
  return known[status] ?? { label: sentenceCase(status), group: "active", Icon: CircleDotDashed };
}

function sentenceCase(name: string): string {
  const words = name.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
