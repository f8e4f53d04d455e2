"use client";

import { useQuery } from "@tanstack/react-query";
import { Download, Plus } from "lucide-react";
import { lazy, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { DataTable } from "../../shared/data-table";
import { FilterBar } from "../../shared/filter-bar";
import type { FilterValue } from "../../shared/filter-types";
import { formatCount } from "../../shared/format-time";
import { PageFrame } from "../../shared/page-frame";
import { emptySelection, type RowSelection } from "../../shared/row-selection";
import { Button } from "../../ui/button";
import { IconButton } from "../../ui/icon-button";
import { LazyPart } from "../../ui/lazy-part";
import { tooltip } from "../../ui/tooltip";
import { openTicketAction } from "../ticket-actions";
import { ViewControls } from "../views/view-controls";
import { type ViewData, viewsQuery } from "../views/views-query";
import {
  isFiltered,
  isSameList,
  type ListAddress,
  myWorkQuery,
  readAddress,
  sorts,
  ticketHref,
} from "./list-address";
import { NewRowsPill } from "./new-rows-pill";
import { RowActions } from "./row-actions";
import { CARD_HEIGHT_PX, TicketCard, ticketColumns } from "./ticket-columns";
import { type FilterLabels, ticketFields } from "./ticket-fields";
import type { InitialTickets, ListViewer, TicketRowWire } from "./ticket-list-types";
import { savedColumns, useColumns } from "./use-columns";
import { useFilterLabels } from "./use-filter-labels";
import { useListAddress } from "./use-list-address";
import { useListPosition } from "./use-list-position";
import { useLiveRows } from "./use-live-rows";
import { useTicketRows } from "./use-ticket-rows";

const loadState = () => import("./ticket-list-state");
const TicketListState = lazy(loadState);
const ExportList = lazy(() => import("./export-list"));
/** Then the first view is done, and what an offline person will need can come along. */
const WARM_UP_MS = 3_000;

export interface TicketListProps {
  viewer: ListViewer;
  /** Null when the server could not read the first page; the browser asks again and shows the error. */
  initial: InitialTickets | null;
  labels: FilterLabels;
  columnCookie: string | undefined;
  /** The drawer, while its address is open. */
  children: ReactNode;
}

/** The list of tickets: filter bar, virtual rows, live changes, quick changes, bulk actions. */
export function TicketList({ viewer, initial, children, ...props }: TicketListProps) {
  const { permissions } = viewer;
  const { address, change } = useListAddress();
  const { rows, listKey, query } = useTicketRows(address, initial);
  const [selection, setSelection] = useState<RowSelection>(emptySelection);
  const [activeIndex, setActiveIndex] = useState(0);
  const [exported, setExported] = useState<"list" | "selection" | null>(null);
  useReset(listKey, () => {
    setSelection(emptySelection);
    setActiveIndex(0);
  });

  useEffect(() => {
    const timer = setTimeout(() => void loadState(), WARM_UP_MS);
    return () => clearTimeout(timer);
  }, []);

  const { data: views } = useQuery({ ...viewsQuery, enabled: permissions.isStaff });
  const view = views?.find(({ id }) => id === address.viewId);
  const columnState = useColumns(
    props.columnCookie,
    view?.id ?? null,
    savedColumns(view?.columns),
    permissions.isStaff,
  );
  const columns = useMemo(() => ticketColumns(permissions), [permissions]);
  const labels = useFilterLabels(address.filter.conditions, props.labels);
  const { newCount, showNew } = useLiveRows({ rows, query, listKey, viewerId: viewer.id });
  const openTicket = useListPosition(rows, address, setActiveIndex);

  const title = titleOf(address, view, permissions.isStaff);
  useEffect(() => {
    if (openTicket === null) document.title = `${title} · Docket`;
  }, [title, openTicket]);

  const clear = () => change({ ...address, filter: { search: "", conditions: [] }, viewId: null });
  const setFilter = (filter: FilterValue) => change({ ...address, filter });
  const state = (
    <LazyPart>
      <TicketListState
        permissions={permissions}
        error={rows.error}
        isMyWork={permissions.isStaff && isMyWork(address)}
        onRetry={rows.store.retry}
        onClear={isFiltered(address) ? clear : undefined}
      />
    </LazyPart>
  );

  return (
    <>
      <PageFrame
        title={title}
        detail={rows.total !== undefined && <Total count={rows.total} />}
        actions={
          <>
            <ViewControls
              address={address}
              view={view}
              viewer={viewer}
              columns={columnState}
              onAddressChange={change}
            />
            {permissions.export && (
              <IconButton label="Export" onClick={() => setExported("list")}>
                <Download aria-hidden />
              </IconButton>
            )}
            {permissions.create && <CreateButton />}
          </>
        }
        isFullHeight
      >
        <FilterBar
          fields={ticketFields(permissions.isStaff, labels)}
          value={address.filter}
          onValueChange={setFilter}
          searchPlaceholder="Search tickets"
        />
        <RowActions
          viewer={viewer}
          rows={rows}
          query={query}
          activeIndex={activeIndex}
          selection={selection}
          onSelectionChange={setSelection}
          onExport={permissions.export ? () => setExported("selection") : undefined}
          isOff={openTicket !== null}
        >
          <NewRowsPill count={newCount} onShow={showNew} />
          <DataTable
            key={columnState.tableKey}
            label="tickets"
            columns={columns}
            rows={rows}
            getRowId={rowId}
            getRowHref={(row) => ticketHref(row.number, address)}
            onOpen={(row) => window.history.pushState(null, "", ticketHref(row.number, address))}
            columnPreferences={columnState.preferences}
            onColumnPreferencesChange={columnState.change}
            sort={{ column: address.sort, direction: address.order }}
            onSortChange={({ column, direction }) => {
              const sort = sorts.find((known) => known === column);
              if (sort) change({ ...address, sort, order: direction });
            }}
            selection={selection}
            onSelectionChange={permissions.bulk ? setSelection : undefined}
            activeIndex={activeIndex}
            onActiveIndexChange={setActiveIndex}
            isKeyboardOff={openTicket !== null}
            narrowRow={{
              height: CARD_HEIGHT_PX,
              render: (row) => <TicketCard row={row} isStaff={permissions.isStaff} />,
            }}
            empty={state}
            failure={state}
          />
        </RowActions>
      </PageFrame>
      <LazyPart onFailure={() => setExported(null)}>
        {exported && (
          <ExportList
            viewer={viewer}
            query={query}
            total={rows.total ?? 0}
            selection={exported === "selection" ? selection : null}
            preferences={columnState.preferences}
            onClose={() => setExported(null)}
          />
        )}
      </LazyPart>
      {children}
    </>
  );
}

function rowId(row: TicketRowWire): string {
  return row.id;
}

function titleOf(address: ListAddress, view: ViewData | undefined, isStaff: boolean): string {
  if (view) return view.name;
  if (isStaff && isMyWork(address)) return "My work";
  return isStaff ? "Tickets" : "My tickets";
}

function isMyWork(address: ListAddress): boolean {
  return isSameList(address, readAddress(myWorkQuery));
}

/** A phone has room for the figure alone. */
function Total({ count }: { count: number }) {
  return (
    <>
      {formatCount(count)}
      <span className="max-sm:sr-only">{count === 1 ? " ticket" : " tickets"}</span>
    </>
  );
}

function CreateButton() {
  return (
    <Button
      variant="primary"
      size="sm"
      onClick={() => openTicketAction("create")}
      {...tooltip("Create a ticket", { keys: "c" })}
    >
      <Plus aria-hidden />
      <span className="max-sm:sr-only">New ticket</span>
    </Button>
  );
}

/** Runs when the list becomes another one, not when it is first shown. */
function useReset(listKey: string, reset: () => void): void {
  const shown = useRef(listKey);
  useEffect(() => {
    if (shown.current === listKey) return;
    shown.current = listKey;
    reset();
  });
}
