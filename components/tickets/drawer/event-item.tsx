import {
  ArrowUpRight,
  CircleDot,
  Eye,
  GitMerge,
  History,
  type LucideIcon,
  PenLine,
  Plus,
  Signal,
  UserRound,
} from "lucide-react";
import { RelativeTime } from "@/components/shared/relative-time";
import type { AuditData } from "../ticket-queries";
import { auditActor, describeAudit } from "./audit-words";

const icons: Record<string, LucideIcon> = {
  CREATED: Plus,
  STATUS_CHANGED: CircleDot,
  RESOLVED: CircleDot,
  CLOSED: CircleDot,
  REOPENED: CircleDot,
  PRIORITY_CHANGED: Signal,
  ASSIGNED: UserRound,
  ESCALATED: ArrowUpRight,
  AUTO_ESCALATED: ArrowUpRight,
  FIELD_CHANGED: PenLine,
  WATCHED: Eye,
  UNWATCHED: Eye,
  SENSITIVE_VIEWED: Eye,
  MERGED: GitMerge,
};

/** One line of what happened between the messages. */
export function EventItem({ event, before }: { event: AuditData; before?: AuditData }) {
  const { text, detail } = describeAudit(event);
  // One act writes several rows, each with its reason; it is said once.
  const isRepeated =
    before?.created_at === event.created_at && before && describeAudit(before).detail === detail;
  const Icon = icons[event.action] ?? History;
  return (
    <div className="flex items-start gap-2 px-3 py-0.5 text-sm text-muted-foreground">
      <Icon aria-hidden className="mt-0.5 size-3.5 shrink-0 text-subtle-foreground" />
      <p className="min-w-0 flex-1 wrap-anywhere">
        <span className="font-medium text-foreground">{auditActor(event)}</span> {text}
        {detail && !isRepeated && (
          <span className="mt-0.5 block border-l-2 pl-2 whitespace-pre-wrap">{detail}</span>
        )}
      </p>
      <RelativeTime instant={event.created_at} className="shrink-0 text-xs leading-5" />
    </div>
  );
}
