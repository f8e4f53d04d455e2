"use client";

import { useState } from "react";
import ExportDialog, { type ExportSelection } from "../../exports/export-dialog";
import KnowledgeDialog from "../../knowledge/knowledge-dialog";
import { knowledgeRights } from "../../knowledge/knowledge-rights";
import type { ColumnPreferences } from "../../shared/data-table-types";
import { countSelected, type RowSelection, wholeSelection } from "../../shared/row-selection";
import { completeOrder, defaultColumnPreferences } from "../../shared/use-column-layout";
import { selectionInput } from "../bulk/bulk-change";
import { ticketColumns } from "./ticket-columns";
import type { ListViewer } from "./ticket-list-types";

export interface ExportListProps {
  viewer: ListViewer;
  query: Record<string, string>;
  total: number;
  /** The selected rows, or null for the whole list. */
  selection: RowSelection | null;
  preferences: ColumnPreferences | undefined;
  onClose: () => void;
}

/** The list, or what is selected in it, as a file: same rows, same order, same columns. */
export default function ExportList({
  viewer,
  query,
  total,
  selection,
  preferences,
  onClose,
}: ExportListProps) {
  const [isMarkdown, setIsMarkdown] = useState(false);
  const { ticket_ids, filter, except_ids } = selectionInput(selection ?? wholeSelection, query);
  const columns = ticketColumns(viewer.permissions);
  const { order, hidden } = preferences ?? defaultColumnPreferences(columns);
  const { sort, order: direction } = query;
  const count = selection ? countSelected(selection, total) : total;
  if (isMarkdown)
    return (
      <KnowledgeDialog
        subject={{ kind: "selection", count, body: { ticket_ids, filters: filter, except_ids } }}
        rights={knowledgeRights(viewer.role)}
        onClose={onClose}
      />
    );
  return (
    <ExportDialog
      // A query as the address has it; the API reads its text as it reads the list's.
      selection={{ ticket_ids, filters: filter, except_ids, sort, order: direction } as ExportSelection}
      count={count}
      shownColumns={completeOrder(columns, order).filter((id) => !hidden.includes(id))}
      isMasked={viewer.role !== "admin"}
      onMarkdown={() => setIsMarkdown(true)}
      onClose={onClose}
    />
  );
}
