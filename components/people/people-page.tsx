"use client";

import { useQueryClient } from "@tanstack/react-query";
import { SearchX, UserPlus } from "lucide-react";
import { lazy, useState } from "react";
import { ApiError } from "@/lib/platform/api-client";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { formatCount } from "../shared/format-time";
import { useChanges } from "../shared/live";
import { PageHeader } from "../shared/page-header";
import { Button } from "../ui/button";
import { LazyPart } from "../ui/lazy-part";
import { PeopleFilterBar } from "./people-filter-bar";
import { type PeopleFilters, type PeoplePageData, type Person, peopleKey, usePeople } from "./people-queries";
import { PeopleTable } from "./people-table";

const PersonDialog = lazy(() => import("./person-dialog"));
const PersonActionDialog = lazy(() => import("./person-action-dialog"));

export type PersonAction = "edit" | "reset" | "deactivate" | "reactivate";
type Open = { kind: "create" } | { kind: PersonAction; person: Person } | null;

export interface PeoplePageProps {
  initial: { filters: PeopleFilters; page: PeoplePageData };
  /** Null for whoever may look but not change. */
  managerId: string | null;
}

export function PeoplePage({ initial, managerId }: PeoplePageProps) {
  const client = useQueryClient();
  const [filters, setFilters] = useState(initial.filters);
  const [open, setOpen] = useState<Open>(null);
  const people = usePeople(filters, initial);
  const rows = people.data?.pages.flatMap((page) => page.data) ?? [];
  const total = people.data?.pages[0]?.pagination.total ?? 0;
  const refresh = () => client.invalidateQueries({ queryKey: peopleKey });
  useChanges((events) => {
    if (events.some(({ name }) => name.startsWith("user.") || name === "resync")) void refresh();
  });
  const changeFilters = (change: Partial<PeopleFilters>) => {
    const next = { ...filters, ...change };
    setFilters(next);
    history.replaceState(null, "", addressOf(next));
  };
  const close = () => setOpen(null);

  return (
    <>
      <PageHeader
        title="People"
        description="Everyone with an account: what they may do follows from their role."
        actions={
          managerId && (
            <Button variant="primary" onClick={() => setOpen({ kind: "create" })}>
              <UserPlus aria-hidden />
              Add person
            </Button>
          )
        }
      />
      <PeopleFilterBar filters={filters} onChange={changeFilters} />
      <p role="status" className="sr-only">
        {people.isFetching ? "Loading people" : `${formatCount(total)} people`}
      </p>
      {people.isError ? (
        <ErrorState
          message={people.error.message}
          requestId={people.error instanceof ApiError ? people.error.problem.request_id : null}
          onRetry={() => people.refetch()}
          isRetrying={people.isFetching}
        />
      ) : rows.length === 0 && !people.isFetching ? (
        <EmptyState
          title="Nobody matches"
          Icon={SearchX}
          action={
            <Button onClick={() => changeFilters({ search: "", role: "", state: "active" })}>
              Clear filters
            </Button>
          }
        >
          No account fits this search and these filters.
        </EmptyState>
      ) : (
        <PeopleTable
          rows={rows}
          total={total}
          managerId={managerId}
          isLoading={people.isFetching && rows.length === 0}
          isDimmed={people.isPlaceholderData}
          onAction={(kind, person) => setOpen({ kind, person })}
          onMore={people.hasNextPage ? () => people.fetchNextPage() : undefined}
          isLoadingMore={people.isFetchingNextPage}
        />
      )}
      <LazyPart key={open?.kind} onFailure={close}>
        {(open?.kind === "create" || open?.kind === "edit") && (
          <PersonDialog
            person={open.kind === "edit" ? open.person : null}
            onClose={close}
            onSaved={refresh}
          />
        )}
        {(open?.kind === "reset" || open?.kind === "deactivate" || open?.kind === "reactivate") && (
          <PersonActionDialog action={open.kind} person={open.person} onClose={close} onDone={refresh} />
        )}
      </LazyPart>
    </>
  );
}

function addressOf({ search, role, state }: PeopleFilters): string {
  const query = new URLSearchParams({
    ...(search && { search }),
    ...(role && { role }),
    ...(state !== "active" && { state }),
  }).toString();
  return query ? `/settings/people?${query}` : "/settings/people";
}
