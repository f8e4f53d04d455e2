"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Link2 } from "lucide-react";
import { roleName } from "@/lib/platform/role-name";
import { Button } from "../ui/button";
import { rangeWords } from "./closure-days";
import type { ClosuresPlace } from "./closures-address";
import { personTicketsFile, personTicketsQuery } from "./closures-queries";
import { CloserIcon } from "./people-card";
import { TicketsSheet, TicketsSummary } from "./tickets-sheet";

export interface PersonSheetProps {
  place: ClosuresPlace;
  /** What the page already knows of them, until their tickets arrive. */
  name: string | undefined;
  onClose: () => void;
  /** For an agent without an account; absent for whoever may not link. */
  onLink?: (name: string) => void;
}

/** The tickets behind one person's bar. */
export default function PersonSheet({ place, name, onClose, onLink }: PersonSheetProps) {
  const tickets = useInfiniteQuery(personTicketsQuery(place));
  return (
    <TicketsSheet
      title={tickets.data?.pages[0]?.person.name ?? name ?? place.person}
      tickets={tickets}
      onClose={onClose}
      summary={(answer) => {
        const { person, start_date, end_date } = answer;
        return (
          <TicketsSummary
            answer={answer}
            icon={<CloserIcon person={person} />}
            about={`${rangeWords(start_date, end_date)}${person.role ? ` · ${roleName(person.role)}` : ""}`}
            fileUrl={personTicketsFile(place)}
            actions={
              person.kind === "unmapped" &&
              onLink && (
                <Button size="sm" onClick={() => onLink(person.name)}>
                  <Link2 aria-hidden />
                  Link to an account
                </Button>
              )
            }
          />
        );
      }}
    />
  );
}
