"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useRef,
  useSyncExternalStore,
} from "react";
import { cn } from "../ui/cn";
import { DataTableRow } from "./data-table-row";
import type { DataTableColumn, NarrowRow } from "./data-table-types";
import { usePreferences } from "./preferences";
import { useGridKeys } from "./use-grid-keys";
import type { PagedRows } from "./use-paged-rows";

export interface DataTableBodyProps<T> {
  rows: PagedRows<T>;
  visible: DataTableColumn<T>[];
  scroller: RefObject<HTMLDivElement | null>;
  getRowId: (row: T) => string;
  getRowHref?: (row: T) => string;
  onOpen?: (row: T, index: number) => void;
  activeIndex: number;
  onActiveIndexChange: (index: number) => void;
  isKeyboardOff?: boolean;
  narrowRow?: NarrowRow<T>;
  isSelectable: boolean;
  isSelected: (row: T) => boolean;
  onToggleRange: (from: number, to: number, isSelected: boolean) => void;
}

const HEADER_PX = 32;
const OVERSCAN_ROWS = 16;
const FIRST_SCREEN = { width: 1280, height: 900 };
const SKELETON_ROWS = 24;
// Browsers clip an element near 17 million pixels (Firefox); past that rows could not be reached.
const MAX_HEIGHT_PX = 16_000_000;

export function DataTableBody<T>(props: DataTableBodyProps<T>) {
  const { rows, visible, scroller, narrowRow, activeIndex, onActiveIndexChange, onToggleRange } = props;
  const { preferences } = usePreferences();
  const id = useId();
  const isTouch = useSyncExternalStore(subscribeToPointer, readIsTouch, () => false);
  const isTall = isTouch || preferences.density === "comfortable";
  const rowHeight = narrowRow?.height ?? (isTall ? 44 : 36);
  const count = Math.min(rows.total ?? SKELETON_ROWS, Math.floor(MAX_HEIGHT_PX / rowHeight));
  const anchor = useRef(activeIndex);

  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback(() => rowHeight, [rowHeight]),
    overscan: OVERSCAN_ROWS,
    initialRect: FIRST_SCREEN,
    scrollPaddingStart: narrowRow ? 0 : HEADER_PX,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer is one object; its row height changed
  useEffect(() => virtualizer.measure(), [rowHeight]);
  useEffect(() => rows.store.ensureRange(first, last + 1), [rows.store, first, last]);

  const shownStore = useRef(rows.store);
  useEffect(() => {
    if (shownStore.current === rows.store) return;
    shownStore.current = rows.store;
    scroller.current?.scrollTo({ top: 0 });
  }, [rows.store, scroller]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer is one object; the page moved the highlight
  useEffect(() => {
    if (activeIndex >= 0) virtualizer.scrollToIndex(activeIndex, { align: "auto" });
  }, [activeIndex]);

  const moveTo = (index: number, isExtending: boolean) => {
    const next = Math.max(0, Math.min(count - 1, index));
    onActiveIndexChange(next);
    if (isExtending && props.isSelectable) onToggleRange(activeIndex, next, true);
  };
  const openAt = (index: number) => {
    const row = rows.store.getRow(index);
    if (row) props.onOpen?.(row, index);
  };
  const toggleAt = (index: number, isRange: boolean) => {
    const row = rows.store.getRow(index);
    if (!row || !props.isSelectable) return;
    onToggleRange(isRange ? anchor.current : index, index, isRange || !props.isSelected(row));
    anchor.current = index;
  };
  const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / rowHeight) - 1);
  useGridKeys({
    scroller,
    activeIndex,
    count,
    pageRows,
    moveTo,
    openAt,
    toggleAt,
    isSelectable: props.isSelectable,
    isOff: props.isKeyboardOff,
  });

  useEffect(() => {
    const element = scroller.current;
    if (activeIndex >= 0 && activeIndex >= first && activeIndex <= last) {
      element?.setAttribute("aria-activedescendant", `${id}-${activeIndex}`);
    } else element?.removeAttribute("aria-activedescendant");
  }, [scroller, id, activeIndex, first, last]);

  const handleClick = (event: MouseEvent<HTMLDivElement>) => {
    const target = event.target as Element;
    const index = Number(target.closest<HTMLElement>("[data-index]")?.dataset.index ?? Number.NaN);
    const control = target.closest("a, button, input");
    if (Number.isNaN(index)) return;
    if (target.closest("[data-select-cell]")) return toggleAt(index, event.shiftKey);
    if (control && !control.matches("[data-row-link]")) return;
    const isNewTab = event.metaKey || event.ctrlKey;
    if (isNewTab && control) return;
    event.preventDefault();
    onActiveIndexChange(index);
    if (event.shiftKey || isNewTab) return toggleAt(index, event.shiftKey);
    anchor.current = index;
    openAt(index);
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it handles the keys
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a tbody
    <div
      role="rowgroup"
      onClick={handleClick}
      className={cn(
        "relative mb-(--dt-end,0px) w-full",
        !narrowRow && "min-w-(--dt-width)",
        rows.isStale && "opacity-60",
      )}
      style={{ height: virtualizer.getTotalSize() }}
    >
      {items.map(({ index, start }) => {
        const row = rows.store.getRow(index);
        return (
          <DataTableRow
            key={index}
            id={`${id}-${index}`}
            row={row}
            index={index}
            top={start}
            height={rowHeight}
            columns={visible}
            href={row && props.getRowHref?.(row)}
            isActive={index === activeIndex}
            isSelectable={props.isSelectable}
            isSelected={row !== undefined && props.isSelected(row)}
            narrowRow={narrowRow}
          />
        );
      })}
    </div>
  );
}

/** A finger needs rows that a pointer does not. */
const touch = "(pointer: coarse)";

function subscribeToPointer(listener: () => void) {
  const query = window.matchMedia(touch);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

const readIsTouch = () => window.matchMedia(touch).matches;
