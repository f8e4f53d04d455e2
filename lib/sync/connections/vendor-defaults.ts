import type { TicketPriority } from "@/lib/tickets/schema";
import type { TicketStatus } from "@/lib/tickets/status";
import type { Vendor } from "../adapters/adapter";

type Known<Meaning> = { code: string; name: string; means: Meaning };
type VendorDefaults = {
  statuses: readonly Known<TicketStatus>[];
  priorities: readonly Known<TicketPriority>[];
  sources: readonly Known<string>[];
};

const freshPriorities = [
  { code: "1", name: "Low", means: "LOW" },
  { code: "2", name: "Medium", means: "MEDIUM" },
  { code: "3", name: "High", means: "HIGH" },
  { code: "4", name: "Urgent", means: "CRITICAL" },
] as const;

/**
 * What each vendor's codes mean as long as nobody says otherwise. Those of Freshservice from 8 up are one account's
 * own: a connection may change every line. 6 and 7 are no statuses but deletions, which the adapter tells apart.
 */
const vendorDefaults: Record<Vendor, VendorDefaults> = {
  freshservice: {
    statuses: [
      { code: "2", name: "Open", means: "OPEN" },
      { code: "3", name: "Pending", means: "AWAITING_SHIPPER" },
      { code: "4", name: "Resolved", means: "RESOLVED" },
      { code: "5", name: "Closed", means: "CLOSED" },
      { code: "8", name: "Scheduled", means: "IN_PROGRESS" },
      { code: "9", name: "Waiting on Customer", means: "AWAITING_SHIPPER" },
      { code: "10", name: "Waiting on Third Party", means: "AWAITING_OPERATOR" },
      { code: "13", name: "Under Investigation", means: "IN_PROGRESS" },
      { code: "15", name: "Job Complete - Bill", means: "RESOLVED" },
      { code: "16", name: "Billing Complete - Close", means: "CLOSED" },
      { code: "19", name: "Update Needed", means: "OPEN" },
      { code: "23", name: "On Hold", means: "AWAITING_OPERATOR" },
      { code: "26", name: "Customer Replied", means: "OPEN" },
      { code: "27", name: "Pending Hubspot", means: "AWAITING_OPERATOR" },
    ],
    priorities: freshPriorities,
    sources: [
      { code: "1", name: "Email", means: "email" },
      { code: "2", name: "Portal", means: "portal" },
      { code: "3", name: "Phone", means: "phone" },
      { code: "4", name: "Chat", means: "chat" },
      { code: "5", name: "Feedback widget", means: "feedback" },
      { code: "6", name: "Yammer", means: "yammer" },
      { code: "7", name: "AWS CloudWatch", means: "monitoring" },
      { code: "8", name: "PagerDuty", means: "monitoring" },
      { code: "9", name: "Walk-up", means: "walk-up" },
      { code: "10", name: "Slack", means: "chat" },
      { code: "12", name: "Workplace", means: "chat" },
      { code: "13", name: "Employee onboarding", means: "onboarding" },
      { code: "14", name: "Alerts", means: "monitoring" },
      { code: "15", name: "Microsoft Teams", means: "chat" },
      { code: "18", name: "Employee offboarding", means: "offboarding" },
    ],
  },
  freshdesk: {
    statuses: [
      { code: "2", name: "Open", means: "OPEN" },
      { code: "3", name: "Pending", means: "AWAITING_SHIPPER" },
      { code: "4", name: "Resolved", means: "RESOLVED" },
      { code: "5", name: "Closed", means: "CLOSED" },
      { code: "6", name: "Waiting on Customer", means: "AWAITING_SHIPPER" },
      { code: "7", name: "Waiting on Third Party", means: "AWAITING_OPERATOR" },
    ],
    priorities: freshPriorities,
    sources: [
      { code: "1", name: "Email", means: "email" },
      { code: "2", name: "Portal", means: "portal" },
      { code: "3", name: "Phone", means: "phone" },
      { code: "7", name: "Chat", means: "chat" },
      { code: "9", name: "Feedback widget", means: "feedback" },
      { code: "10", name: "Outbound email", means: "email" },
    ],
  },
  zendesk: {
    statuses: [
      { code: "new", name: "New", means: "NEW" },
      { code: "open", name: "Open", means: "OPEN" },
      { code: "pending", name: "Pending", means: "AWAITING_SHIPPER" },
      { code: "hold", name: "On-hold", means: "AWAITING_OPERATOR" },
      { code: "solved", name: "Solved", means: "RESOLVED" },
      { code: "closed", name: "Closed", means: "CLOSED" },
    ],
    priorities: [
      { code: "low", name: "Low", means: "LOW" },
      { code: "normal", name: "Normal", means: "MEDIUM" },
      { code: "high", name: "High", means: "HIGH" },
      { code: "urgent", name: "Urgent", means: "CRITICAL" },
    ],
    sources: [
      { code: "email", name: "Email", means: "email" },
      { code: "web", name: "Web form", means: "portal" },
      { code: "voice", name: "Phone", means: "phone" },
      { code: "chat", name: "Chat", means: "chat" },
      { code: "api", name: "API", means: "api" },
      { code: "mobile_sdk", name: "Mobile app", means: "portal" },
    ],
  },
};

export type MappedField = keyof VendorDefaults;

/** Code → meaning, as a connection begins. */
export function defaultMaps(vendor: Vendor) {
  const { statuses, priorities, sources } = vendorDefaults[vendor];
  return {
    status_map: meanings(statuses),
    priority_map: meanings(priorities),
    source_map: meanings(sources),
  };
}

/** The vendor's own word for a code where it is known without asking; the connection's vocabulary goes before it. */
export function knownName(vendor: Vendor, field: MappedField, code: string): string | null {
  return vendorDefaults[vendor][field].find((known) => known.code === code)?.name ?? null;
}

function meanings<Meaning>(known: readonly Known<Meaning>[]): Record<string, Meaning> {
  return Object.fromEntries(known.map(({ code, means }) => [code, means]));
}
