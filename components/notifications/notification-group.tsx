"use client";

import {
  AlarmClock,
  AtSign,
  CircleArrowUp,
  CirclePlus,
  Eye,
  GitMerge,
  type LucideIcon,
  MessageSquare,
  RefreshCw,
  StickyNote,
  TimerOff,
  UserCheck,
} from "lucide-react";
import Link from "next/link";
import { RelativeTime } from "../shared/relative-time";
import { cn } from "../ui/cn";
import type { TicketGroup } from "./group-by-ticket";
import type { NotificationData } from "./notification-queries";

const icons: Record<NotificationData["kind"], LucideIcon> = {
  assigned: UserCheck,
  mentioned: AtSign,
  replied: MessageSquare,
  noted: StickyNote,
  created: CirclePlus,
  status_changed: RefreshCw,
  changed: RefreshCw,
  near_breach: AlarmClock,
  breached: TimerOff,
  escalated: CircleArrowUp,
  merged: GitMerge,
  watching: Eye,
};

interface NotificationGroupProps {
  group: TicketGroup;
  onOpen?: () => void;
  /** The rest is counted: the ticket's timeline shows it. */
  maximumItems?: number;
}

/** One ticket's notifications; the whole of it opens the ticket, which marks them as read. */
export function NotificationGroup({ group, onOpen, maximumItems = 10 }: NotificationGroupProps) {
  const shown = group.items.slice(0, maximumItems);
  const hidden = group.items.length - shown.length;
  return (
    <li className="border-b last:border-b-0">
      <Link
        href={`/tickets/${group.ticket_number}`}
        onClick={onOpen}
        className={cn(
          "ring-inset-focus grid gap-1 px-3 py-2.5 transition-colors duration-100 hover:bg-hover",
          group.unread > 0 && "bg-primary-soft/40",
        )}
      >
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="tabular shrink-0 text-xs text-muted-foreground">#{group.ticket_number}</span>
          <span className={cn("min-w-0 flex-1 truncate text-sm", group.unread > 0 && "font-semibold")}>
            {group.ticket_title ?? "Sensitive ticket"}
          </span>
          {group.unread > 0 && (
            <span className="tabular shrink-0 rounded-full bg-primary px-1.5 text-xs font-medium text-primary-foreground">
              {group.unread}
              <span className="sr-only"> unread</span>
            </span>
          )}
        </span>
        {shown.map((item) => (
          <Line key={item.id} item={item} />
        ))}
        {hidden > 0 && <span className="pl-6 text-xs text-muted-foreground">and {hidden} more</span>}
      </Link>
    </li>
  );
}

function Line({ item }: { item: NotificationData }) {
  const Icon = icons[item.kind];
  return (
    <span className="flex min-w-0 gap-2 text-xs text-muted-foreground">
      <Icon
        aria-hidden
        className={cn("mt-px size-4 shrink-0", item.read_at === null && "text-primary-text")}
      />
      <span className="min-w-0 flex-1">
        <span className={cn("block", item.read_at === null && "text-foreground")}>{item.text}</span>
        {item.excerpt && <span className="line-clamp-2 break-words">{item.excerpt}</span>}
      </span>
      <RelativeTime instant={item.created_at} className="shrink-0" />
    </span>
  );
}
