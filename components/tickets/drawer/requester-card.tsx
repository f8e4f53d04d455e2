"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Copyable } from "@/components/shared/copyable";
import { groupTextStyles, statusVisual } from "@/components/shared/ticket-visuals";
import { UserAvatar } from "@/components/shared/user-avatar";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import { tooltip } from "@/components/ui/tooltip";
import { useTicketAddress } from "../list-position";
import { loadRequesters } from "../option-loaders";
import { requesterTicketsQuery, type TicketData } from "../ticket-queries";
import { ChoiceEditor } from "./choice-editor";
import { Section } from "./section";

const shownTickets = 5;

export function RequesterCard({ ticket }: { ticket: TicketData }) {
  const { requester } = ticket;
  return (
    <Section title="Requester">
      <ChoiceEditor
        key={ticket.id}
        ticket={ticket}
        name="requester"
        value={requester && { value: requester.id, label: requester.name }}
        loadOptions={loadRequesters}
        placeholder="Name, company or e-mail"
        action="edit"
        choose={(option) => ({
          fields: { requester_id: option?.value ?? null },
          shown: {
            requester: option && {
              id: option.value,
              name: option.label,
              company_name: null,
              email: null,
              phone: null,
            },
          },
        })}
      >
        {requester ? (
          <UserAvatar person={requester} hasName size="md" className="font-medium" />
        ) : (
          <p className="text-sm text-subtle-foreground">Nobody asked for it: the desk opened it itself.</p>
        )}
      </ChoiceEditor>
      {requester && (
        <>
          <ul className="mt-1 grid gap-0.5 pl-8.5 text-sm text-muted-foreground">
            {requester.company_name && <li>{requester.company_name}</li>}
            {requester.email && (
              <li>
                <Copyable value={requester.email} name="e-mail address" />
              </li>
            )}
            {requester.phone && (
              <li>
                <Copyable value={requester.phone} name="phone number" />
              </li>
            )}
          </ul>
          <OtherTickets requesterId={requester.id} exceptId={ticket.id} name={requester.name} />
        </>
      )}
    </Section>
  );
}

function OtherTickets(props: { requesterId: string; exceptId: string; name: string }) {
  const addressOf = useTicketAddress();
  const { data, isPending, isError, refetch } = useQuery(requesterTicketsQuery(props.requesterId));
  if (isPending) {
    return (
      <div className="mt-2 grid gap-1.5">
        <Skeleton className="w-full" />
        <Skeleton className="w-4/5" />
      </div>
    );
  }
  if (isError) {
    return (
      <p className="mt-2 text-sm text-muted-foreground">
        Their other tickets did not load.{" "}
        <Button variant="link" onClick={() => void refetch()}>
          Try again
        </Button>
      </p>
    );
  }
  const others = data.data.filter((ticket) => ticket.id !== props.exceptId);
  const total = Math.max(0, (data.pagination.total ?? 1) - 1);
  if (others.length === 0) return <p className="mt-2 text-xs text-subtle-foreground">No other tickets.</p>;
  return (
    <>
      <p className="mt-2.5 text-xs text-subtle-foreground">
        {total.toLocaleString("en-GB")} other {total === 1 ? "ticket" : "tickets"}
      </p>
      <ul className="mt-0.5">
        {others.slice(0, shownTickets).map((ticket) => (
          <li key={ticket.id}>
            <Link
              href={addressOf(ticket.number)}
              scroll={false}
              className="-mx-1.5 flex min-h-7 items-center gap-2 rounded-sm px-1.5 hover:bg-muted"
            >
              <span className="tabular shrink-0 font-mono text-xs text-muted-foreground">
                #{ticket.number}
              </span>
              <span className="min-w-0 flex-1 truncate text-sm">{ticket.title}</span>
              <StatusMark status={ticket.status} />
            </Link>
          </li>
        ))}
      </ul>
      {total > shownTickets && (
        <Link
          href={`/tickets?requester_id=${props.requesterId}`}
          className="mt-1 inline-block text-sm text-primary-text hover:underline"
        >
          Show all tickets of {props.name}
        </Link>
      )}
    </>
  );
}

/** The status by its icon: the titles need the room. */
function StatusMark({ status }: { status: string }) {
  const { label, group, Icon } = statusVisual(status);
  return (
    <span className={cn("shrink-0", groupTextStyles[group])} {...tooltip(label)}>
      <Icon aria-hidden strokeWidth={2.25} className="size-3.5" />
      <span className="sr-only">{label}</span>
    </span>
  );
}
