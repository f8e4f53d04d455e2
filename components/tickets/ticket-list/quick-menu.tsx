"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { call } from "@/lib/platform/api-client";
import type { ticketsApi } from "@/lib/tickets/api";
import type { TicketPriority } from "@/lib/tickets/schema";
import { allowedMoves, moveRequirement, type TicketStatus } from "@/lib/tickets/status";
import { takeHeldTyping } from "../../shared/held-typing";
import { PriorityIcon } from "../../shared/priority-icon";
import { priorityVisuals } from "../../shared/ticket-visuals";
import { ComboboxList, type ComboboxOption } from "../../ui/combobox-list";
import { Popover, PopoverAnchor, PopoverContent } from "../../ui/popover";
import { sendOnTop } from "../edit-conflict";
import { openTicketAction, type TicketActionName } from "../ticket-actions";
import { announceTicketChange } from "../ticket-changes";
import { ticketQuery } from "../ticket-queries";
import { statusName } from "../ticket-words";
import { type TicketChange, useTicketChange } from "../use-ticket-change";
import { StatusIcon } from "./status-icon";
import type { TicketRowWire } from "./ticket-list-types";

export interface QuickMenuRequest {
  kind: "status" | "priority";
  row: TicketRowWire;
  /** The cell, or the row where the column is hidden. */
  anchor: HTMLElement;
}

export interface QuickMenuProps {
  request: QuickMenuRequest;
  /** The same row as the list has it now; left out when it went out of the list. */
  row: TicketRowWire | undefined;
  onClose: () => void;
}

/** Status or priority of one row, beside the row. It stays open while the row changes under it. */
export default function QuickMenu({ request, row = request.row, onClose }: QuickMenuProps) {
  const { kind, anchor } = request;
  const place = useMemo(() => ({ current: lastingPlace(anchor) }), [anchor]);
  const label = kind === "status" ? `Status of ticket ${row.number}` : `Priority of ticket ${row.number}`;
  return (
    <Popover open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <PopoverAnchor virtualRef={place} />
      <PopoverContent
        aria-label={label}
        className="w-64"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          anchor.closest<HTMLElement>("[role=grid]")?.focus({ preventScroll: true });
        }}
      >
        {kind === "status" ? (
          <StatusOptions row={row} label={label} onClose={onClose} />
        ) : (
          <PriorityOptions row={row} label={label} onClose={onClose} />
        )}
      </PopoverContent>
    </Popover>
  );
}

/** Where the cell is, or was last: a row that left the list must not send its menu to the corner. */
function lastingPlace(anchor: HTMLElement) {
  let last = anchor.getBoundingClientRect();
  return {
    contextElement: anchor,
    getBoundingClientRect: () => {
      if (anchor.isConnected) last = anchor.getBoundingClientRect();
      return last;
    },
  };
}

const takeTyped = () => takeHeldTyping("quick-menu");

interface OptionsProps {
  row: TicketRowWire;
  label: string;
  onClose: () => void;
}

const dialogOf: Partial<Record<TicketStatus, TicketActionName>> = {
  RESOLVED: "resolve",
  ESCALATED: "escalate",
  CLOSED: "close",
  REOPENED: "reopen",
};

function StatusOptions({ row, label, onClose }: OptionsProps) {
  const change = useRowChange(row);
  // The moves are known at once; who may make them arrives with the ticket.
  const { data: ticket } = useQuery(ticketQuery(row.id));
  const refusals = new Map(ticket?.moves.map(({ to, refused_because }) => [to, refused_because]));
  const moves = allowedMoves(row.status);
  const option = (value: TicketStatus, hint?: string, isDisabled = false): ComboboxOption => {
    return { value, label: statusName(value), icon: <StatusIcon status={value} />, hint, isDisabled };
  };

  const pick = ({ value }: ComboboxOption) => {
    const to = value as TicketStatus;
    onClose();
    if (to === row.status) return;
    const dialog = dialogOf[to];
    if (dialog && moveRequirement(row.status, to).requires.length > 0) return openTicketAction(dialog, [row]);
    change(
      { status: to },
      `Ticket ${row.number} did not move to ${statusName(to).toLowerCase()}`,
      (version) =>
        call<typeof ticketsApi.transition>("POST", "/tickets/{id}/transition", {
          params: { id: row.id },
          body: { status: to, version },
        }),
    );
  };

  return (
    <ComboboxList
      label={label}
      placeholder="Move to"
      takeTyped={takeTyped}
      emptyText={moves.length === 0 ? "This status is final." : "Nothing matches."}
      options={[
        option(row.status, "now"),
        ...moves.map((to) => option(to, refusals.get(to) ?? undefined, Boolean(refusals.get(to)))),
      ]}
      values={[row.status]}
      onPick={pick}
    />
  );
}

function PriorityOptions({ row, label, onClose }: OptionsProps) {
  const change = useRowChange(row);
  const pick = ({ value }: ComboboxOption) => {
    const priority = value as TicketPriority;
    onClose();
    if (priority === row.priority) return;
    change({ priority }, `The priority of ticket ${row.number} was not changed`, (version) =>
      call<typeof ticketsApi.update>("PATCH", "/tickets/{id}", {
        params: { id: row.id },
        body: { priority, version },
      }),
    );
  };
  return (
    <ComboboxList
      label={label}
      placeholder="Change priority to"
      takeTyped={takeTyped}
      options={(["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const).map((value) => ({
        value,
        label: priorityVisuals[value].label,
        icon: <PriorityIcon priority={value} />,
      }))}
      values={[row.priority]}
      onPick={pick}
    />
  );
}

type Send = (version: number) => ReturnType<TicketChange["send"]>;

function useRowChange(row: TicketRowWire) {
  const change = useTicketChange();
  return (optimistic: Partial<TicketRowWire>, failure: string, send: Send) => {
    const sendOnRow = () => sendOnTop(row, send);
    change({ ticket: row, optimistic, send: sendOnRow, failure }).catch(() => {
      // The list may know the ticket only as a row, so the row itself remembers what it was.
      const names = Object.keys(optimistic) as (keyof TicketRowWire)[];
      announceTicketChange({ ...Object.fromEntries(names.map((name) => [name, row[name]])), id: row.id });
    });
  };
}
