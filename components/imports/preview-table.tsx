"use client";

import { ChevronRight, CircleAlert, Info } from "lucide-react";
import { Fragment, useState } from "react";
import { formatInstant } from "../shared/format-time";
import { usePreferences } from "../shared/preferences";
import { PriorityIcon } from "../shared/priority-icon";
import { StatusBadge } from "../shared/status-badge";
import type { TicketPriorityName } from "../shared/ticket-visuals";
import { cn } from "../ui/cn";
import { IconButton } from "../ui/icon-button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import type { PreviewRowData } from "./import-queries";
import { sentence } from "./import-words";

const columnCount = 8;

/** The first rows exactly as they will be stored, with what was done to them. */
export function PreviewTable({ rows, isStale }: { rows: PreviewRowData[]; isStale: boolean }) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const toggle = (number: number) => {
    const next = new Set(open);
    if (!next.delete(number)) next.add(number);
    setOpen(next);
  };
  const common = commonNotes(rows);
  return (
    <div
      aria-busy={isStale}
      className={cn(
        "min-w-0 rounded-lg border bg-surface transition-opacity duration-100",
        isStale && "opacity-60",
      )}
    >
      {common.length > 0 && (
        <ul aria-label="True of most rows" className="grid gap-1 border-b px-3 py-2">
          {common.map((note) => (
            <Note key={note}>{note}</Note>
          ))}
        </ul>
      )}
      <Table aria-label="Preview">
        <TableHeader>
          <TableRow>
            <TableHead>
              <span className="sr-only">Details</span>
            </TableHead>
            <TableHead>Line</TableHead>
            <TableHead>Ticket</TableHead>
            <TableHead>Status</TableHead>
            <TableHead>Priority</TableHead>
            <TableHead>Created</TableHead>
            <TableHead>Owner</TableHead>
            <TableHead>Requester</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <Fragment key={row.row_number}>
              {row.ticket ? (
                <TicketRow
                  common={common}
                  row={row}
                  ticket={row.ticket}
                  isOpen={open.has(row.row_number)}
                  onToggle={() => toggle(row.row_number)}
                />
              ) : (
                <RefusedRow row={row} />
              )}
              {row.ticket && open.has(row.row_number) && <Details row={row} ticket={row.ticket} />}
            </Fragment>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

type Ticket = Record<string, unknown>;

function TicketRow({
  common,
  row,
  ticket,
  isOpen,
  onToggle,
}: {
  common: string[];
  row: PreviewRowData;
  ticket: Ticket;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const { timeZone } = usePreferences();
  const title = text(ticket.title);
  return (
    <TableRow>
      <TableCell className="w-8 pr-0">
        <IconButton label={`All fields of line ${row.line_number}`} aria-expanded={isOpen} onClick={onToggle}>
          <ChevronRight
            aria-hidden
            className={cn("transition-transform duration-100", isOpen && "rotate-90")}
          />
        </IconButton>
      </TableCell>
      <TableCell className="tabular text-muted-foreground">{row.line_number}</TableCell>
      <TableCell className="max-w-md min-w-64">
        <p className="truncate font-medium" title={title}>
          {title}
        </p>
        <p className="truncate text-xs text-muted-foreground">{text(ticket.description)}</p>
        <ul>
          {row.notes
            .filter((note) => !common.includes(note))
            .map((note) => (
              <Note key={note}>{note}</Note>
            ))}
        </ul>
      </TableCell>
      <TableCell>
        <StatusBadge status={text(ticket.status)} />
        {row.history_count > 0 && (
          <p className="mt-1 text-xs whitespace-nowrap text-muted-foreground">
            {row.history_count} {row.history_count === 1 ? "change" : "changes"} of history
          </p>
        )}
      </TableCell>
      <TableCell>
        <PriorityIcon priority={text(ticket.priority) as TicketPriorityName} hasLabel />
      </TableCell>
      <TableCell className="tabular whitespace-nowrap text-muted-foreground">
        {ticket.created_at ? formatInstant(text(ticket.created_at), timeZone) : "–"}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {text(ticket.owner_name) || `${sentence(text(ticket.owner_role))} queue`}
      </TableCell>
      <TableCell className="max-w-48 truncate">{text(ticket.requester) || "–"}</TableCell>
    </TableRow>
  );
}

function Note({ children }: { children: string }) {
  return (
    <li className="mt-0.5 flex items-start gap-1 text-xs text-info-text">
      <Info aria-hidden className="mt-0.5 size-3 shrink-0" />
      {children}
    </li>
  );
}

/** What is said of most rows is said once. */
function commonNotes(rows: PreviewRowData[]): string[] {
  const counts = new Map<string, number>();
  for (const note of rows.flatMap((row) => row.notes)) counts.set(note, (counts.get(note) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1 && count >= rows.length / 2).map(([note]) => note);
}

function RefusedRow({ row }: { row: PreviewRowData }) {
  return (
    <TableRow>
      <TableCell />
      <TableCell className="tabular text-muted-foreground">{row.line_number}</TableCell>
      <TableCell colSpan={columnCount - 2}>
        <p className="flex items-start gap-1.5 text-danger-text">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>Will be refused: {row.reason}</span>
        </p>
      </TableCell>
    </TableRow>
  );
}

function Details({ row, ticket }: { row: PreviewRowData; ticket: Ticket }) {
  const { metadata, title: _, ...fields } = ticket;
  const shown = Object.entries(fields).filter(([, value]) => !isEmpty(value));
  const extra = Object.entries((metadata ?? {}) as Ticket);
  return (
    <TableRow>
      <TableCell />
      <TableCell colSpan={columnCount - 1}>
        <dl
          className="grid gap-x-6 gap-y-1 py-2 sm:grid-cols-[10rem_minmax(0,1fr)]"
          aria-label={`Line ${row.line_number}`}
        >
          {[...shown, ...extra.map(([name, value]) => [`extra: ${name}`, value] as const)].map(
            ([name, value]) => (
              <Fragment key={name}>
                <dt className="text-xs text-muted-foreground">{name.replaceAll("_", " ")}</dt>
                <dd className="text-xs break-words whitespace-pre-wrap">{text(value)}</dd>
              </Fragment>
            ),
          )}
        </dl>
      </TableCell>
    </TableRow>
  );
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "" || value === false || (Array.isArray(value) && value.length === 0);
}

function text(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
