"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, ChevronDown } from "lucide-react";
import { PriorityIcon } from "@/components/shared/priority-icon";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { tooltip } from "@/components/ui/tooltip";
import { policyFor, slaPoliciesQuery } from "../ticket-queries";
import { policyWords, prioritiesHighestFirst, priorityName } from "../ticket-words";
import { useTicketMoves } from "../use-ticket-moves";
import type { HeaderMenuProps } from "./status-menu";

export function PriorityMenu({ ticket, isOpen, onOpenChange }: HeaderMenuProps) {
  const { setPriority } = useTicketMoves(ticket);
  const { data: policies } = useQuery({ ...slaPoliciesQuery(), enabled: isOpen });
  const refusal = ticket.refusals.edit;
  return (
    <DropdownMenu open={isOpen} onOpenChange={onOpenChange}>
      <DropdownMenuTrigger
        aria-label={`Priority: ${priorityName(ticket.priority)}. Change it`}
        className="group inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:bg-muted"
        {...tooltip("Change priority", { keys: "p" })}
      >
        <PriorityIcon priority={ticket.priority} hasLabel />
        <ChevronDown aria-hidden className="size-3.5 text-subtle-foreground group-hover:text-foreground" />
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-64">
        {prioritiesHighestFirst.map((priority) => {
          const policy = policyFor(policies, { ...ticket, priority });
          const isCurrent = priority === ticket.priority;
          return (
            <DropdownMenuItem
              key={priority}
              disabled={Boolean(refusal) && !isCurrent}
              hint={(!isCurrent && refusal) || (policy && policyWords(policy))}
              onSelect={() => !isCurrent && setPriority(priority)}
            >
              <PriorityIcon priority={priority} hasLabel />
              <Check
                aria-label="current"
                className={cn("ml-auto text-primary-text!", !isCurrent && "hidden")}
              />
            </DropdownMenuItem>
          );
        })}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
