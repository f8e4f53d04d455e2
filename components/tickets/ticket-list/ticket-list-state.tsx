"use client";

import { CircleCheck, Inbox, Plus, SearchX, Upload } from "lucide-react";
import Link from "next/link";
import { ApiError } from "@/lib/platform/api-client";
import { EmptyState } from "../../shared/empty-state";
import { ErrorState } from "../../shared/error-state";
import { Button } from "../../ui/button";
import { openTicketAction } from "../ticket-actions";
import { failureText, requestIdOf } from "../ticket-queries";
import type { ListPermissions } from "./ticket-list-types";

export interface ListStateProps {
  permissions: ListPermissions;
  error: unknown;
  onRetry: () => void;
  /** Nothing of one's own is waiting, which is good news and no failed search. */
  isMyWork: boolean;
  /** Left out where there is no filter. */
  onClear?: () => void;
}

/** What stands where rows would: why there are none, and the one next step. */
export default function TicketListState(props: ListStateProps) {
  if (props.error) return <ListFailure {...props} />;
  if (props.isMyWork) return <NothingWaits />;
  return props.onClear ? <NoMatch onClear={props.onClear} /> : <NoTickets permissions={props.permissions} />;
}

/** The desk has no ticket at all, or this person's list has none yet. */
function NoTickets({ permissions }: { permissions: ListPermissions }) {
  const isStaff = permissions.isStaff;
  return (
    <EmptyState
      Icon={Inbox}
      title={isStaff ? "No tickets yet" : "You have no tickets"}
      action={
        <>
          {permissions.create && (
            <Button variant="primary" onClick={() => openTicketAction("create")}>
              <Plus aria-hidden />
              Create ticket
            </Button>
          )}
          {permissions.import && (
            <Button asChild>
              <Link href="/import">
                <Upload aria-hidden />
                Import tickets
              </Link>
            </Button>
          )}
        </>
      }
    >
      {isStaff
        ? "Tickets that you may see appear here the moment they are created."
        : "Tell us what went wrong or what you need, and follow the answer here."}
    </EmptyState>
  );
}

function NothingWaits() {
  return (
    <EmptyState
      Icon={CircleCheck}
      title="Nothing waits for you"
      action={
        <Button asChild>
          <Link href="/tickets">Show all tickets</Link>
        </Button>
      }
    >
      Open tickets that you own, that wait in your queue or that you watch appear here.
    </EmptyState>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      Icon={SearchX}
      title="No ticket matches"
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      Remove a filter, or search for other words.
    </EmptyState>
  );
}

function ListFailure({ error, onRetry, onClear }: ListStateProps) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center">
      <ErrorState
        title="The tickets did not load"
        message={failureWords(error)}
        notLost="Nothing was changed. Your filters are kept in the address."
        onRetry={onRetry}
        requestId={requestIdOf(error)}
        className="min-h-0"
      />
      {onClear && (
        <Button variant="ghost" size="sm" onClick={onClear}>
          Clear filters
        </Button>
      )}
    </div>
  );
}

function failureWords(error: unknown): string {
  if (error instanceof ApiError && error.problem.status === 422)
    return "The address has a filter that Docket does not know. Clear the filters, or check the link.";
  return failureText(error);
}
