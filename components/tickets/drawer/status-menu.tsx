"use client";

import { ChevronDown } from "lucide-react";
import { StatusBadge } from "@/components/shared/status-badge";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuGroup,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { tooltip } from "@/components/ui/tooltip";
import type { TicketData } from "../ticket-queries";
import { statusName } from "../ticket-words";
import { useTicketMoves } from "../use-ticket-moves";

export interface HeaderMenuProps {
  ticket: TicketData;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Offers the moves this person may make now; the others stand below with the reason, in reach of the arrows. */
export function StatusMenu({ ticket, isOpen, onOpenChange }: HeaderMenuProps) {
  const { moveTo } = useTicketMoves(ticket);
  const allowed = ticket.moves.filter((move) => !move.refused_because);
  const refused = Map.groupBy(
    ticket.moves.filter((move) => move.refused_because),
    (move) => move.refused_because ?? "",
  );
  return (
    <DropdownMenu open={isOpen} onOpenChange={onOpenChange}>
      <DropdownMenuTrigger
        aria-label={`Status: ${statusName(ticket.status)}. Change it`}
        className="group inline-flex items-center gap-0.5 rounded-sm"
        {...tooltip("Change status", { keys: "s" })}
      >
        <StatusBadge status={ticket.status} className="h-6 pr-1" />
        <ChevronDown aria-hidden className="size-3.5 text-subtle-foreground group-hover:text-foreground" />
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-72">
        {allowed.length > 0 && <DropdownMenuLabel>Move to</DropdownMenuLabel>}
        {allowed.map((move) => (
          <DropdownMenuItem key={move.to} onSelect={() => moveTo(move.to)}>
            <StatusBadge status={move.to} variant="plain" />
            {move.requires.length > 0 && (
              <span className="ml-auto text-xs text-muted-foreground">
                {move.requires.includes("resolution_summary") ? "with a summary" : "with a reason"}
              </span>
            )}
          </DropdownMenuItem>
        ))}
        {allowed.length > 0 && refused.size > 0 && <DropdownMenuSeparator />}
        {Array.from(refused, ([reason, moves]) => (
          <DropdownMenuGroup key={reason}>
            <DropdownMenuLabel className="font-normal text-balance text-muted-foreground">
              {reason}
            </DropdownMenuLabel>
            {moves.map((move) => (
              <DropdownMenuItem key={move.to} disabled hint={<span className="sr-only">{reason}</span>}>
                <StatusBadge status={move.to} variant="plain" className="opacity-60" />
              </DropdownMenuItem>
            ))}
          </DropdownMenuGroup>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
