"use client";

import { ChevronDown, ChevronUp, ExternalLink, Eye, EyeOff, X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Copyable } from "@/components/shared/copyable";
import { UserAvatar } from "@/components/shared/user-avatar";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { tooltip } from "@/components/ui/tooltip";
import type { PresentPerson } from "@/lib/platform/realtime/protocol";
import { useListPosition } from "../list-position";
import { openTicketAction, registerDrawerActions, type Viewer } from "../ticket-actions";
import type { TicketData } from "../ticket-queries";
import { ownerName, sentenceCase } from "../ticket-words";
import { useTicketMoves } from "../use-ticket-moves";
import { MoreMenu } from "./more-menu";
import { closeTicket, stepTo } from "./open-ticket";
import { PriorityMenu } from "./priority-menu";
import { SlaClocks } from "./sla-clocks";
import { StatusMenu } from "./status-menu";
import { TitleEditor } from "./title-editor";

interface DrawerHeaderProps {
  ticket: TicketData;
  viewer: Viewer;
  others: PresentPerson[];
  onExplainSla: () => void;
}

export function DrawerHeader({ ticket, viewer, others, onExplainSla }: DrawerHeaderProps) {
  const [menu, setMenu] = useState<"status" | "priority" | null>(null);
  useEffect(
    () =>
      registerDrawerActions(ticket.number, ["status", "priority"], (action) =>
        setMenu(action === "priority" ? "priority" : "status"),
      ),
    [ticket.number],
  );
  const menuProps = (name: "status" | "priority") => ({
    ticket,
    isOpen: menu === name,
    onOpenChange: (isOpen: boolean) => setMenu(isOpen ? name : null),
  });
  return (
    <header className="shrink-0 px-4 pb-2 md:px-5">
      <DrawerBar number={ticket.number}>
        <PresentPeople people={others} />
        <WatchToggle ticket={ticket} />
        <MoreMenu ticket={ticket} viewer={viewer} />
      </DrawerBar>
      <div className="mt-1">
        <TitleEditor key={ticket.id} ticket={ticket} />
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <StatusMenu {...menuProps("status")} />
        <PriorityMenu {...menuProps("priority")} />
        <OwnerButton ticket={ticket} />
        <SlaClocks ticket={ticket} onExplain={onExplainSla} />
        {ticket.mirror && <VendorLink ticket={ticket} mirror={ticket.mirror} />}
      </div>
    </header>
  );
}

/** Number, place in the list and the way back: the line every kind of drawer starts with. */
export function DrawerBar({ number, children }: { number: number | string; children?: ReactNode }) {
  return (
    <div className="flex h-11 items-center gap-1">
      <Copyable
        value={`#${number}`}
        name="ticket number"
        className="font-mono text-sm text-muted-foreground"
      />
      <StepButtons number={number} />
      <span className="flex-1" />
      {children}
      <IconButton label="Back to the list" keys="escape" onClick={closeTicket}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}

function StepButtons({ number }: { number: number | string }) {
  const position = useListPosition(String(number));
  if (!position || position.index < 0) return null;
  return (
    <span className="ml-2 flex items-center">
      <IconButton
        label="Previous ticket"
        keys="k"
        size="xs"
        disabled={!position.hasPrevious}
        onClick={() => void stepTo(String(number), -1)}
      >
        <ChevronUp aria-hidden />
      </IconButton>
      <IconButton
        label="Next ticket"
        keys="j"
        size="xs"
        disabled={!position.hasNext}
        onClick={() => void stepTo(String(number), 1)}
      >
        <ChevronDown aria-hidden />
      </IconButton>
      <span className="tabular ml-1 hidden text-xs text-subtle-foreground sm:inline">
        {(position.index + 1).toLocaleString("en-GB")} of {position.total.toLocaleString("en-GB")}
      </span>
    </span>
  );
}

function OwnerButton({ ticket }: { ticket: TicketData }) {
  const name = ownerName(ticket);
  const refusal = ticket.refusals.assign;
  const person = ticket.owner_id ? { id: ticket.owner_id, name } : null;
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <button
        type="button"
        aria-disabled={Boolean(refusal)}
        onClick={() => !refusal && openTicketAction("assign", [ticket])}
        className={cn(
          "inline-flex h-6 max-w-56 min-w-0 items-center rounded-sm px-1",
          refusal ? "cursor-default" : "hover:bg-muted",
        )}
        {...(refusal ? tooltip(refusal) : tooltip("Assign", { keys: "a" }))}
      >
        <span className="sr-only">Owner: </span>
        <UserAvatar person={person} hasName fallback={name} size="xs" />
      </button>
      {!ticket.refusals.take && (
        <button
          type="button"
          onClick={() => openTicketAction("take", [ticket])}
          className="h-6 rounded-sm px-1.5 text-xs font-medium text-primary-text hover:bg-primary-soft"
        >
          Take it
        </button>
      )}
    </span>
  );
}

/** Where the ticket really is. */
function VendorLink({ ticket, mirror }: { ticket: TicketData; mirror: NonNullable<TicketData["mirror"]> }) {
  const name = `${sentenceCase(mirror.vendor)} ${ticket.external_id ?? ""}`.trim();
  if (!mirror.url) return <Badge tone="outline">{name}</Badge>;
  return (
    <Badge tone="outline" className="hover:bg-muted">
      <a href={mirror.url} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1">
        {name}
        <ExternalLink aria-hidden className="size-3" />
        <span className="sr-only"> in a new tab</span>
      </a>
    </Badge>
  );
}

function WatchToggle({ ticket }: { ticket: TicketData }) {
  const { toggleWatch } = useTicketMoves(ticket);
  const refusal = ticket.refusals.watch;
  const Icon = ticket.is_watching ? Eye : EyeOff;
  const act = refusal ?? (ticket.is_watching ? "Stop watching" : "Watch this ticket");
  return (
    <span className="flex items-center">
      <IconButton
        // Pressed says the rest: a name that changed with it would say it twice.
        label="Watch this ticket"
        {...tooltip(act, refusal ? {} : { keys: "w" })}
        aria-pressed={ticket.is_watching}
        aria-disabled={Boolean(refusal)}
        onClick={() => !refusal && toggleWatch()}
      >
        <Icon aria-hidden />
      </IconButton>
      {ticket.watcher_count > 0 && !refusal && (
        <button
          type="button"
          onClick={() => openTicketAction("watchers", [ticket])}
          className="tabular h-7 rounded-sm px-1 text-xs text-muted-foreground hover:bg-muted hover:text-foreground"
          {...tooltip("Who watches")}
        >
          {ticket.watcher_count}
          <span className="sr-only"> watching, show them</span>
        </button>
      )}
    </span>
  );
}

const shownPeople = 3;

function PresentPeople({ people }: { people: PresentPerson[] }) {
  if (people.length === 0) return null;
  const names = people.map((person) => person.name).join(", ");
  return (
    <span
      className="mr-1 flex items-center -space-x-1"
      {...tooltip(`Also here: ${names}`)}
      role="img"
      aria-label={`Also looking at this ticket: ${names}`}
    >
      {people.slice(0, shownPeople).map((person) => (
        <UserAvatar
          key={person.user_id}
          person={{ id: person.user_id, name: person.name }}
          className="rounded-full ring-2 ring-background"
        />
      ))}
      {people.length > shownPeople && (
        <span className="tabular pl-2 text-xs text-muted-foreground">+{people.length - shownPeople}</span>
      )}
    </span>
  );
}
