"use client";

import Link from "next/link";
import { StatusBadge } from "@/components/shared/status-badge";
import { useTicketAddress } from "../list-position";
import type { TicketData } from "../ticket-queries";
import { Section } from "./section";

type Related = TicketData["follow_ups"][number];

export function RelatedTickets({ ticket }: { ticket: TicketData }) {
  const addressOf = useTicketAddress();
  const rows: [string, Related][] = [
    ...(ticket.follow_up_of ? [["Follow-up of", ticket.follow_up_of] as [string, Related]] : []),
    ...ticket.follow_ups.map((related): [string, Related] => ["Followed up by", related]),
    ...ticket.merged_tickets.map((related): [string, Related] => ["Merged from", related]),
  ];
  if (rows.length === 0) return null;
  return (
    <Section title="Related tickets">
      <ul>
        {rows.map(([relation, related]) => (
          <li key={related.id}>
            <Link
              href={addressOf(related.number)}
              scroll={false}
              className="-mx-1.5 flex min-h-7 items-center gap-2 rounded-sm px-1.5 hover:bg-muted"
            >
              <span className="shrink-0 text-xs text-muted-foreground">{relation}</span>
              <span className="tabular shrink-0 font-mono text-xs text-muted-foreground">
                #{related.number}
              </span>
              <span className="min-w-0 flex-1 truncate text-sm">{related.title}</span>
              <StatusBadge status={related.status} className="shrink-0" />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
