"use client";

import { Ellipsis, KeyRound, Pencil, UserCheck, UserX } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu";
import { IconButton } from "../ui/icon-button";
import type { PersonAction } from "./people-page";
import type { Person } from "./people-queries";

export interface PersonRowMenuProps {
  person: Person;
  isYou: boolean;
  onAction: (action: PersonAction, person: Person) => void;
}

export function PersonRowMenu({ person, isYou, onAction }: PersonRowMenuProps) {
  const item = (action: PersonAction) => ({ onSelect: () => onAction(action, person) });
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label={`Actions for ${person.name}`}>
          <Ellipsis aria-hidden />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-60">
        <DropdownMenuItem {...item("edit")}>
          <Pencil aria-hidden />
          Edit person
        </DropdownMenuItem>
        <DropdownMenuItem
          {...item("reset")}
          disabled={isYou}
          hint={isYou ? "Change your own password under Profile." : undefined}
        >
          <KeyRound aria-hidden />
          Reset password
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        {person.deactivated_at ? (
          <DropdownMenuItem {...item("reactivate")}>
            <UserCheck aria-hidden />
            Reactivate person
          </DropdownMenuItem>
        ) : (
          <DropdownMenuItem
            {...item("deactivate")}
            tone="danger"
            disabled={isYou}
            hint={isYou ? "Another admin has to do this." : undefined}
          >
            <UserX aria-hidden />
            Deactivate person
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
