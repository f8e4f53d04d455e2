import type { NotificationData } from "./notification-queries";

export interface TicketGroup {
  ticket_id: string;
  ticket_number: number;
  ticket_title: string | null;
  unread: number;
  /** Newest first. */
  items: NotificationData[];
}

/** What belongs to one ticket stands together, the ticket with the newest news first. */
export function groupByTicket(notifications: readonly NotificationData[]): TicketGroup[] {
  const groups = new Map<string, TicketGroup>();
  for (const item of notifications) {
    const { ticket_id, ticket_number, ticket_title } = item;
    const group = groups.get(ticket_id) ?? { ticket_id, ticket_number, ticket_title, unread: 0, items: [] };
    group.items.push(item);
    if (item.read_at === null) group.unread += 1;
    groups.set(ticket_id, group);
  }
  return [...groups.values()];
}
