"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ZoomIn } from "lucide-react";
import { Button } from "../ui/button";
import { rangeWords } from "./closure-days";
import type { ClosureSlice, ClosuresPlace } from "./closures-address";
import { sliceTicketsFile, sliceTicketsQuery } from "./closures-queries";
import { sliceWords } from "./slice-words";
import { TicketsSheet, TicketsSummary } from "./tickets-sheet";

export interface SliceSheetProps {
  place: ClosuresPlace;
  slice: ClosureSlice;
  onClose: () => void;
  /** Narrows the page to the days of a bar. */
  onDays: (from: string, to: string) => void;
}

/** The tickets behind a bar of the trend, a cell of the heat map or the total. */
export default function SliceSheet({ place, slice, onClose, onDays }: SliceSheetProps) {
  const tickets = useInfiniteQuery(sliceTicketsQuery(place, slice));
  const { from, to, hour } = slice;
  return (
    <TicketsSheet
      title={sliceWords(slice)}
      tickets={tickets}
      hasClosers
      onClose={onClose}
      summary={(answer) => (
        <TicketsSummary
          answer={answer}
          about={rangeWords(answer.start_date, answer.end_date)}
          fileUrl={sliceTicketsFile(place, slice)}
          actions={
            from &&
            to &&
            hour === undefined && (
              <Button size="sm" onClick={() => onDays(from, to)}>
                <ZoomIn aria-hidden />
                {from === to ? "Look at this day" : "Look at these days"}
              </Button>
            )
          }
        />
      )}
    />
  );
}
