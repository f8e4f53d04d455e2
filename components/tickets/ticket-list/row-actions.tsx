"use client";

import { lazy, type MouseEvent, type ReactNode, useRef, useState } from "react";
import { holdTyping } from "../../shared/held-typing";
import { emptySelection, type RowSelection, wholeSelection } from "../../shared/row-selection";
import type { PagedRows } from "../../shared/use-paged-rows";
import { LazyPart } from "../../ui/lazy-part";
import { openTicketAction, type TicketActionName } from "../ticket-actions";
import type { QuickMenuRequest } from "./quick-menu";
import type { ListViewer, TicketRowWire } from "./ticket-list-types";
import { useBulk } from "./use-bulk";
import { useListKeys } from "./use-list-keys";
import { useTicketPrefetch } from "./use-ticket-prefetch";

const QuickMenu = lazy(() => import("./quick-menu"));
const BulkPanel = lazy(() => import("../bulk/bulk-panel"));

export interface RowActionsProps {
  viewer: ListViewer;
  rows: PagedRows<TicketRowWire>;
  /** The list's filter as the API takes it. */
  query: Record<string, string>;
  activeIndex: number;
  selection: RowSelection;
  onSelectionChange: (selection: RowSelection) => void;
  /** Offers the selected rows as a file. */
  onExport: (() => void) | undefined;
  /** A drawer over the list has the keyboard. */
  isOff: boolean;
  children: ReactNode;
}

/** What can be done to rows without opening them: keys, menus in cells, and everything on a selection. */
export function RowActions(props: RowActionsProps) {
  const { viewer, rows, activeIndex, selection, onSelectionChange, isOff, children } = props;
  const area = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<QuickMenuRequest | null>(null);
  const bulk = useBulk(selection, rows.total ?? 0);
  const prefetch = useTicketPrefetch(rows, activeIndex);

  const actOn = (row: TicketRowWire, index: number, action: TicketActionName, cell?: HTMLElement) => {
    if ((action !== "status" && action !== "priority") || row.is_withheld) {
      // What a withheld ticket needs first is the reason its drawer asks for.
      return openTicketAction(row.is_withheld ? "reply" : action, [row]);
    }
    const line = area.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    const anchor = cell ?? line?.querySelector<HTMLElement>(`[data-quick="${action}"]`) ?? line;
    if (!anchor) return;
    holdTyping("quick-menu", () => setMenu(null));
    setMenu({ kind: action, row, anchor });
  };

  const act = (action: TicketActionName) => {
    const only =
      selection.mode === "some" && selection.ids.size === 1 ? Array.from(selection.ids)[0] : undefined;
    const selected = only ? rows.store.findIndex(only) : -1;
    if (bulk.count > 0 && selected < 0) return bulk.startLike(action);
    const index = selected < 0 ? activeIndex : selected;
    const row = rows.store.getRow(index);
    if (row) actOn(row, index, action);
  };

  useListKeys({
    permissions: viewer.permissions,
    isOff: isOff || menu !== null,
    selectedCount: bulk.count,
    onAct: act,
    onSelectAll: () => onSelectionChange(wholeSelection),
    onUnselect: () => onSelectionChange(emptySelection),
  });

  const handleClick = (event: MouseEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>("[data-quick]");
    const index = Number(cell?.closest<HTMLElement>("[data-index]")?.dataset.index ?? Number.NaN);
    const row = Number.isNaN(index) ? undefined : rows.store.getRow(index);
    if (cell && row) actOn(row, index, cell.dataset.quick as TicketActionName, cell);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons in the cells take the clicks
    // biome-ignore lint/a11y/useKeyWithClickEvents: and the keys reach the same by s, p and a
    <div
      ref={area}
      className="relative flex min-h-0 flex-1 flex-col"
      // The last rows can be scrolled out from under the bar.
      style={{ ["--dt-end" as string]: bulk.count > 0 ? "72px" : "0px" }}
      onClick={handleClick}
      onPointerOver={prefetch}
    >
      {children}
      <LazyPart onFailure={() => setMenu(null)}>
        {menu && (
          <QuickMenu
            request={menu}
            row={rows.store.getRow(rows.store.findIndex(menu.row.id))}
            onClose={() => setMenu(null)}
          />
        )}
      </LazyPart>
      <LazyPart>
        {bulk.isWanted && (
          <BulkPanel
            selection={selection}
            query={props.query}
            count={bulk.count}
            total={rows.total ?? 0}
            change={bulk.change}
            operationId={bulk.operationId}
            onChangeStart={bulk.start}
            onChangeEnd={bulk.end}
            onOperation={bulk.follow}
            onSelectionChange={onSelectionChange}
            onExport={props.onExport}
          />
        )}
      </LazyPart>
    </div>
  );
}
