"use client";

import { SearchX } from "lucide-react";
import { lazy, useCallback, useEffect, useRef, useState } from "react";
import type { auditApi } from "@/lib/audit/api";
import { type Answer, ApiError, call } from "@/lib/platform/api-client";
import { DataTable } from "../shared/data-table";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { FilterBar } from "../shared/filter-bar";
import { emptyFilter, type FilterValue } from "../shared/filter-types";
import { formatCount } from "../shared/format-time";
import { useChanges } from "../shared/live";
import { PageFrame } from "../shared/page-frame";
import type { RowPageRequest } from "../shared/paged-row-store";
import { type PagedRows, usePagedRows } from "../shared/use-paged-rows";
import type { AuditData } from "../tickets/ticket-queries";
import { Button } from "../ui/button";
import { LazyPart } from "../ui/lazy-part";
import { auditAddress, auditQuery } from "./audit-address";
import { AuditCard, auditColumns } from "./audit-columns";
import { auditFilterFields } from "./audit-filters";

const AuditDetails = lazy(() => import("./audit-details"));

export interface AuditPageProps {
  initial: { filter: FilterValue; page: Answer<typeof auditApi.list> };
  names: Record<string, string>;
}

const getRowId = ({ id }: AuditData) => String(id);

export function AuditPage({ initial, names }: AuditPageProps) {
  const [filter, setFilter] = useState(initial.filter);
  const [activeIndex, setActiveIndex] = useState(0);
  const [opened, setOpened] = useState<AuditData | null>(null);
  const rows = usePagedRows<AuditData>({
    queryKey: JSON.stringify(filter),
    fetchPage: (request) => fetchPage(filter, request),
    initialPage: withTotal(initial.page),
    getRowId,
  });
  useFreshRows(rows);
  const changeFilter = (next: FilterValue) => {
    setFilter(next);
    setActiveIndex(0);
    history.replaceState(null, "", auditAddress(next));
  };

  return (
    <PageFrame
      title="Audit"
      detail={rows.total !== undefined && `${formatCount(rows.total)} entries`}
      isFullHeight
    >
      <FilterBar
        fields={auditFilterFields(names)}
        value={filter}
        onValueChange={changeFilter}
        searchPlaceholder="Ticket number"
      />
      <DataTable
        label="entries"
        columns={auditColumns}
        rows={rows}
        getRowId={getRowId}
        onOpen={setOpened}
        activeIndex={activeIndex}
        onActiveIndexChange={setActiveIndex}
        isKeyboardOff={opened !== null}
        narrowRow={{ height: 56, render: (row) => <AuditCard {...row} /> }}
        empty={
          <NothingRecorded
            isFiltered={filter.search !== "" || filter.conditions.length > 0}
            onClear={() => changeFilter(emptyFilter)}
          />
        }
        failure={<Failure error={rows.error} onRetry={rows.store.retry} />}
      />
      <LazyPart onFailure={() => setOpened(null)}>
        {opened && <AuditDetails row={opened} onClose={() => setOpened(null)} />}
      </LazyPart>
    </PageFrame>
  );
}

async function fetchPage(filter: FilterValue, { page, cursor, limit, signal }: RowPageRequest) {
  const position = cursor ? { cursor } : { offset: page * limit };
  const query = { ...auditQuery(filter), limit, ...position };
  return withTotal(await call<typeof auditApi.list>("GET", "/audit", { query, signal }));
}

function withTotal({ data, pagination }: Answer<typeof auditApi.list>) {
  return { data, pagination: { total: pagination.total ?? 0, next_cursor: pagination.next_cursor } };
}

const settleMs = 1_000;
const sealingMs = 3_000;

/** New entries come with every change of the desk; waiting ones are sealed soon after. */
function useFreshRows(rows: PagedRows<AuditData>): void {
  const { store, version } = rows;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const refreshIn = useCallback(
    (delayMs: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void store.refresh(), delayMs);
    },
    [store],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  useChanges(() => refreshIn(settleMs));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means rows were read again
  useEffect(() => {
    if ([...store.loadedRows()].some((row) => !row.is_sealed)) refreshIn(sealingMs);
  }, [store, version, refreshIn]);
}

function NothingRecorded({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return isFiltered ? (
    <EmptyState
      title="Nothing matches"
      Icon={SearchX}
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      No entry fits this ticket number and these filters.
    </EmptyState>
  ) : (
    <EmptyState title="Nothing recorded yet">
      Every change to a ticket, and every look at a sensitive one, is recorded here and cannot be changed.
    </EmptyState>
  );
}

function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <ErrorState
      message={error instanceof Error ? error.message : "The entries could not be read."}
      requestId={error instanceof ApiError ? error.problem.request_id : null}
      onRetry={onRetry}
    />
  );
}
