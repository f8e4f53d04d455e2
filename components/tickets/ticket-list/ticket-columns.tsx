"use client";

import { Lock, Tag } from "lucide-react";
import type { ReactNode } from "react";
import { roleName } from "@/lib/platform/role-name";
import type { DataTableColumn } from "../../shared/data-table-types";
import { PriorityIcon } from "../../shared/priority-icon";
import { RelativeTime } from "../../shared/relative-time";
import { SlaChip } from "../../shared/sla-chip";
import { StatusBadge } from "../../shared/status-badge";
import { useNow } from "../../shared/use-now";
import { UserAvatar } from "../../shared/user-avatar";
import { Badge } from "../../ui/badge";
import { cn } from "../../ui/cn";
import { tooltip } from "../../ui/tooltip";
import { ownerName } from "../ticket-words";
import type { ListPermissions, TicketRowWire } from "./ticket-list-types";

type Column = DataTableColumn<TicketRowWire>;

/** Column ids are the API's sort names where a column can be sorted. */
export function ticketColumns(permissions: ListPermissions): Column[] {
  return permissions.isStaff ? deskColumns(permissions) : requesterColumns;
}

const number: Column = {
  id: "number",
  label: "Number",
  size: 80,
  isSortable: true,
  cell: (row) => <Muted>{row.number}</Muted>,
};
const title: Column = {
  id: "title",
  label: "Title",
  size: 220,
  minSize: 160,
  isGrowing: true,
  isPrimary: true,
  isSortable: true,
  cell: TitleCell,
};
const linked: Column = {
  id: "linked",
  label: "Linked to",
  size: 104,
  isSortable: true,
  cell: LinkedCell,
};
const updated = time("updated_at", "Updated", { isSortable: true });
const created = time("created_at", "Created", { isSortable: true });

const requesterColumns: Column[] = [
  number,
  title,
  linked,
  { id: "status", label: "Status", size: 160, isSortable: true, cell: StatusCell },
  created,
  updated,
];

function deskColumns({ update, assign }: ListPermissions): Column[] {
  return [
    number,
    {
      id: "priority",
      label: "Priority",
      isLabelHidden: true,
      size: 38,
      minSize: 38,
      isSortable: true,
      cell: (row) => (
        <Quick action="priority" isOn={update && canChange(row)} label="Change priority">
          <PriorityIcon priority={row.priority} />
        </Quick>
      ),
    },
    title,
    linked,
    {
      id: "owner",
      label: "Owner",
      size: 164,
      isSortable: true,
      cell: (row) => (
        <Quick action="assign" isOn={assign && canChange(row)} label="Assign">
          <Owner {...row} />
        </Quick>
      ),
    },
    {
      id: "status",
      label: "Status",
      size: 146,
      isSortable: true,
      cell: (row) => (
        <Quick action="status" isOn={update && canChange(row)} label="Change status">
          <StatusCell {...row} />
        </Quick>
      ),
    },
    { id: "sla_due_at", label: "SLA", size: 140, isSortable: true, cell: SlaCell },
    updated,
    { ...created, isHiddenByDefault: true },
    hidden("requester", "Requester", ({ requester_name }) => requester_name),
    hidden("source", "Source", ({ source, external_id }) =>
      external_id ? `${source} ${external_id}` : source,
    ),
    hidden("severity", "Severity", ({ severity }) => severity),
    hidden("escalation", "Escalation level", ({ sla_escalation_level: level }) => (level > 0 ? level : null)),
    clock("response_due_at", "First response SLA", ResponseCell),
    clock("next_response_due_at", "Next response SLA", NextResponseCell),
    { ...time("first_response_at", "First response"), isHiddenByDefault: true },
    { ...time("resolved_at", "Resolved"), isHiddenByDefault: true },
    { ...time("closed_at", "Closed"), isHiddenByDefault: true },
  ];
}

function time(
  id: "created_at" | "updated_at" | "first_response_at" | "resolved_at" | "closed_at",
  label: string,
  extra: Partial<Column> = {},
): Column {
  return {
    id,
    label,
    size: 84,
    align: "end",
    cell: (row) => <RelativeTime instant={row[id]} className="text-muted-foreground" />,
    ...extra,
  };
}

function clock(id: "response_due_at" | "next_response_due_at", label: string, cell: Column["cell"]): Column {
  return { id, label, size: 140, isSortable: true, isHiddenByDefault: true, cell };
}

function hidden(id: string, label: string, value: (row: TicketRowWire) => ReactNode): Column {
  return {
    id,
    label,
    size: 132,
    isHiddenByDefault: true,
    cell: (row) => <Muted>{value(row) ?? <span className="text-subtle-foreground">–</span>}</Muted>,
  };
}

function canChange({ is_withheld, archived, status }: TicketRowWire): boolean {
  return !is_withheld && !archived && status !== "CLOSED";
}

interface QuickProps {
  action: "status" | "priority" | "assign";
  isOn: boolean;
  label: string;
  children: ReactNode;
}

/** A cell that is also the handle of its own menu; the list opens it, and keys reach it by s, p and a. */
function Quick({ action, isOn, label, children }: QuickProps) {
  if (!isOn) return children;
  return (
    <button
      type="button"
      tabIndex={-1}
      data-quick={action}
      aria-haspopup="dialog"
      className="-mx-1 flex max-w-[calc(100%+0.5rem)] min-w-0 items-center rounded-xs px-1 py-0.5 text-left hover:bg-muted hover:shadow-[inset_0_0_0_1px_var(--border-strong)]"
    >
      <span className="sr-only">{label}: </span>
      {children}
    </button>
  );
}

function Muted({ children }: { children: ReactNode }) {
  return <span className="tabular text-muted-foreground">{children}</span>;
}

const TAGS_SHOWN = 2;

function TitleCell(row: TicketRowWire) {
  return (
    <span className="@container flex min-w-0 flex-1 items-center gap-1.5">
      <TitleText {...row} />
      <Tags tags={row.tags} />
    </span>
  );
}

function TitleText({ title: text, is_sensitive, is_withheld, archived }: TicketRowWire) {
  return (
    <>
      {is_sensitive && <Sensitive isWithheld={is_withheld} />}
      <span
        dir="auto"
        className={cn("truncate text-left", is_withheld ? "text-muted-foreground italic" : "font-medium")}
      >
        {text}
      </span>
      {archived && <Badge tone="outline">Archived</Badge>}
    </>
  );
}

/** The title comes first: where it needs the room, tags shrink to their number. */
function Tags({ tags }: { tags: string[] }) {
  if (tags.length === 0) return null;
  const more = tags.length - TAGS_SHOWN;
  return (
    <span className="flex shrink-0 items-center gap-1" {...tooltip(tags.join(", "))}>
      <Badge className="gap-0.5 bg-transparent px-0 text-subtle-foreground @max-2xs:sr-only @md:hidden">
        <Tag aria-hidden />
        {tags.length}
        <span className="sr-only">{tags.length === 1 ? " tag" : " tags"}</span>
      </Badge>
      {tags.slice(0, TAGS_SHOWN).map((tag) => (
        <Badge key={tag} className="hidden max-w-28 truncate @md:inline-flex">
          {tag}
        </Badge>
      ))}
      {more > 0 && <span className="hidden text-xs text-subtle-foreground @md:inline">+{more}</span>}
    </span>
  );
}

function Sensitive({ isWithheld }: { isWithheld: boolean }) {
  const words = isWithheld ? "Sensitive: open it and state a reason to read it" : "Sensitive";
  return (
    <span className="shrink-0 text-muted-foreground" {...tooltip(words)}>
      <Lock aria-hidden className="size-3.5" />
      <span className="sr-only">{words}</span>
    </span>
  );
}

// The entity's own number says most; its type is spelled out where there is room for both.
function LinkedCell({ linked_type, linked_id }: TicketRowWire) {
  if (!linked_type) return <span className="text-subtle-foreground">–</span>;
  return (
    <span
      className="@container flex min-w-0 items-baseline gap-1.5"
      {...tooltip(`${linked_type} ${linked_id}`)}
    >
      <span className="sr-only text-xs text-subtle-foreground @min-[140px]:not-sr-only">{linked_type}</span>
      <span className="tabular truncate text-muted-foreground">{linked_id}</span>
    </span>
  );
}

function Owner(row: TicketRowWire) {
  const person = row.owner_id ? { id: row.owner_id, name: ownerName(row) } : null;
  // The empty seat says "queue"; where names are cut off, the role is what tells two queues apart.
  const queue = row.owner_role ? roleName(row.owner_role) : "Unassigned";
  if (!person)
    return (
      <span className="flex min-w-0" {...tooltip(ownerName(row))}>
        <UserAvatar person={null} hasName fallback={queue} />
        {row.owner_role && <span className="sr-only"> queue</span>}
      </span>
    );
  return <UserAvatar person={person} hasName />;
}

function StatusCell({ status }: TicketRowWire) {
  return <StatusBadge status={status} variant="plain" />;
}

function SlaCell(row: TicketRowWire) {
  const { sla_due_at: due, sla_near_breach_at: near, sla_paused_at: paused } = row;
  return <LiveSla status={row.sla_status} isLate={row.sla_breached} {...{ due, near, paused }} />;
}

function ResponseCell(row: TicketRowWire) {
  const { response_due_at: due, response_near_breach_at: near, response_paused_at: paused } = row;
  const isLate = due !== null && row.first_response_at !== null && row.first_response_at > due;
  return <LiveSla status={row.response_status} {...{ due, near, paused, isLate }} />;
}

function NextResponseCell(row: TicketRowWire) {
  const { next_response_due_at: due, next_response_near_breach_at: near } = row;
  return (
    <LiveSla
      status={row.next_response_status}
      paused={row.next_response_paused_at}
      isLate={false}
      {...{ due, near }}
    />
  );
}

interface ClockFacts {
  status: TicketRowWire["sla_status"];
  due: string | null;
  near: string | null;
  paused: string | null;
  /** Of a clock that has stopped. */
  isLate: boolean;
}

/** The state moves with the clock between two answers of the server. */
function LiveSla({ status, due, near, paused, isLate }: ClockFacts) {
  const now = useNow();
  if (status === "completed") return <SlaChip state={isLate ? "breached" : "met"} />;
  if (status === "no_sla" || !due) return <SlaChip state="no_sla" />;
  const at = paused ? Date.parse(paused) : now;
  if (at > Date.parse(due)) return <SlaChip state="breached" dueAt={due} />;
  if (paused) return <SlaChip state="paused" remainingMinutes={(Date.parse(due) - at) / 60_000} />;
  return <SlaChip state={near && now > Date.parse(near) ? "near_breach" : "on_track"} dueAt={due} />;
}

export const CARD_HEIGHT_PX = 76;

/** One ticket on a phone. */
export function TicketCard({ row, isStaff }: { row: TicketRowWire; isStaff: boolean }) {
  return (
    <span className="grid w-full min-w-0 gap-1.5">
      <span className="flex min-w-0 items-center gap-2">
        <PriorityIcon priority={row.priority} />
        <TitleText {...row} />
      </span>
      <span className="flex min-w-0 items-center gap-2">
        <Muted>{row.number}</Muted>
        <StatusBadge status={row.status} variant="plain" className="min-w-0" />
        <span className="min-w-0 flex-1" />
        {isStaff ? (
          <SlaCell {...row} />
        ) : (
          <RelativeTime instant={row.updated_at} className="text-muted-foreground" />
        )}
        {isStaff && row.owner_id && <UserAvatar person={{ id: row.owner_id, name: ownerName(row) }} />}
      </span>
    </span>
  );
}
