import type { AuditData, MessageData } from "../ticket-queries";

export type TimelineItem =
  | { kind: "message"; id: string; at: string; message: MessageData }
  | { kind: "event"; id: string; at: string; event: AuditData };

export type TimelineFilter = "all" | "messages" | "notes" | "events";

export type TimelineSources = {
  messages: readonly MessageData[];
  hasOlderMessages: boolean;
  events: readonly AuditData[];
  hasOlderEvents: boolean;
};

export type Timeline = {
  /** Oldest first. */
  items: TimelineItem[];
  /** Which source must be read further back before anything older may be shown. */
  load: { messages: boolean; events: boolean };
};

// The stream shows what people did; these are the machine's book-keeping beside it.
const bookkeepingActions = ["MESSAGE_ADDED", "NOTE_ADDED"];
const bookkeepingFields = [
  "resolved_at",
  "closed_at",
  "first_response_at",
  "response_due_at",
  "sla_breached",
  "sla_escalation_level",
  "metadata",
  "merged_into_id",
  "company_id",
  "resolution_summary",
];

/**
 * One stream from two sources that page independently. Where one source has been read back only so far,
 * nothing older of the other is shown, so that a gap never looks like silence.
 */
export function mergeTimeline(sources: TimelineSources, filter: TimelineFilter): Timeline {
  const wantsMessages = filter !== "events";
  const wantsEvents = filter === "all" || filter === "events";
  const messages = wantsMessages ? sources.messages.filter((message) => fits(message, filter)) : [];
  // Beside the description that opens the stream, "created the ticket" says nothing.
  const events = wantsEvents
    ? withoutBookkeeping(sources.events).filter((event) => filter === "events" || event.action !== "CREATED")
    : [];
  const messageHorizon = wantsMessages && sources.hasOlderMessages ? oldest(sources.messages) : "";
  const eventHorizon = wantsEvents && sources.hasOlderEvents ? oldest(sources.events) : "";
  const horizon = [messageHorizon, eventHorizon].sort().at(-1) ?? "";
  const items = [
    ...messages.map(
      (message): TimelineItem => ({ kind: "message", id: message.id, at: message.created_at, message }),
    ),
    ...events.map(
      (event): TimelineItem => ({ kind: "event", id: `event-${event.id}`, at: event.created_at, event }),
    ),
  ].filter((item) => item.at >= horizon);
  return {
    items: items.sort(inTimeOrder),
    load: {
      messages: horizon !== "" && horizon === messageHorizon,
      events: horizon !== "" && horizon === eventHorizon,
    },
  };
}

/** Messages by others that came in after the drawer was opened; one's own tab must not warn about itself. */
export function repliesSince(
  messages: readonly MessageData[],
  openedAt: string,
  viewerId: string,
): MessageData[] {
  return messages.filter(
    (message) => !message.is_pending && message.actor_id !== viewerId && message.created_at > openedAt,
  );
}

function fits(message: MessageData, filter: TimelineFilter): boolean {
  if (filter === "notes") return message.is_internal_note;
  return filter !== "messages" || !message.is_internal_note;
}

function withoutBookkeeping(events: readonly AuditData[]): AuditData[] {
  const named = new Set(events.filter(isNamedMove).map((event) => `${event.action}@${event.created_at}`));
  return events.filter((event) => {
    if (bookkeepingActions.includes(event.action)) return false;
    // A file that came with a message is seen under it.
    if (event.action === "ATTACHMENT_ADDED" && event.payload.message_id) return false;
    if (event.action === "FIELD_CHANGED") return !bookkeepingFields.includes(String(event.payload.field));
    // "Resolved" with its summary says more than the bare change of status written in the same transaction.
    if (event.action === "STATUS_CHANGED")
      return !named.has(`${String(event.payload.new_status)}@${event.created_at}`);
    return true;
  });
}

function isNamedMove(event: AuditData): boolean {
  return ["RESOLVED", "ESCALATED", "CLOSED", "REOPENED"].includes(event.action);
}

/** Both sources come newest first. */
function oldest(rows: readonly { created_at: string }[]): string {
  return rows.at(-1)?.created_at ?? "";
}

function inTimeOrder(a: TimelineItem, b: TimelineItem): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.kind === "event" && b.kind === "event") return a.event.id - b.event.id;
  return a.id < b.id ? -1 : 1;
}
